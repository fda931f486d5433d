import { REPLY_HEADER } from '@fieldsync/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { tellOffice } from '../live/ask-office.ts';
import { answerCode, askForCode, onCodeQuestion, openCodeNeed } from './code-question.ts';

const reply = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { [REPLY_HEADER]: '3' } });
const refused = (code: string): Response => reply(403, { success: false, error: { code, message: '' } });
const done = (): Response => reply(200, { success: true, data: {} });

/** An office that gives these answers, one after the other. */
function office(...replies: Response[]): string[] {
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    sent.push(String(init.body as string));
    return replies.shift() ?? Promise.reject(new Error('asked too often'));
  });
  return sent;
}
const act = (body: unknown = { why: 'flood' }) => tellOffice('POST', '/api/v1/act', body, z.object({}));
let stop = (): void => undefined;
afterEach(() => stop());

/** When the person is asked, they answer so. */
function person(given: boolean): string[] {
  const asked: string[] = [];
  stop = onCodeQuestion(() => {
    const need = openCodeNeed();
    if (need === undefined) return;
    asked.push(need);
    queueMicrotask(() => answerCode(given));
  });
  return asked;
}

it.each([
  ['SECOND_FACTOR_REQUIRED', 'code'],
  ['SECOND_FACTOR_ENROLMENT_NEEDED', 'enrolment'],
])(
  'after %s the same goes out once more, as soon as the person has given what is asked',
  async (code, need) => {
    const sent = office(refused(code), done());
    const asked = person(true);
    expect(await act()).toEqual({ ok: true, data: {} });
    expect(asked).toEqual([need]);
    expect(sent).toEqual(['{"why":"flood"}', '{"why":"flood"}']);
    expect(openCodeNeed()).toBeUndefined();
  },
);

it('who gives no code has done nothing, and is told so', async () => {
  const sent = office(refused('SECOND_FACTOR_REQUIRED'));
  person(false);
  expect(await act()).toMatchObject({ ok: false, why: 'code-needed' });
  expect(sent).toHaveLength(1);
});

it('another refusal asks nobody for a code', async () => {
  office(refused('FORBIDDEN'));
  const asked = person(true);
  expect(await act()).toMatchObject({ ok: false, why: 'forbidden' });
  expect(asked).toEqual([]);
});

it('acts that wait at once are one question, and all of them go on with its answer', async () => {
  const asked: unknown[] = [];
  stop = onCodeQuestion(() => asked.push(openCodeNeed()));
  const waiting = [askForCode('code'), askForCode('code'), askForCode('enrolment')];
  answerCode(true);
  expect(await Promise.all(waiting)).toEqual([true, true, true]);
  expect(asked).toEqual(['code', undefined]);
  answerCode(false);
  const next = askForCode('code');
  answerCode(false);
  expect(await next).toBe(false);
});
