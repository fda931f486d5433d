// @vitest-environment happy-dom
import { paths, REPLY_HEADER } from '@fieldsync/protocol';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OverrideSheet } from '../live/override-sheet.tsx';
import { en } from '../words/en.ts';
import { CodeSheet } from './code-sheet.tsx';

const { secondFactor: say } = en;
const { override } = en.queue;

/** An office that wants a code before the act, and takes 123456. */
function office(enrolled: boolean) {
  let since = enrolled ? '2026-11-20T09:30:00.000Z' : null;
  let fresh = false;
  const sent: string[] = [];
  const standing = () => ({
    required: true,
    minutes: 15,
    since,
    recoveryCodesLeft: 10,
    freshUntil: fresh ? '2026-11-21T09:30:00.000Z' : null,
  });
  const answer = (path: string, body: Record<string, unknown>): [number, unknown, unknown?] => {
    const wrong = { code: 'VALIDATION', message: '', field: 'code' };
    const meta = { why: 'wrong', officeTime: '2026-11-21T08:04:10.000Z' };
    switch (path) {
      case paths.override:
        if (since === null) return [403, { code: 'SECOND_FACTOR_ENROLMENT_NEEDED', message: '' }];
        return fresh
          ? [200, { results: [], devices: 0 }]
          : [403, { code: 'SECOND_FACTOR_REQUIRED', message: '' }];
      case paths.giveCode:
        if (body['code'] !== '123456') return [422, wrong, meta];
        fresh = true;
        return [200, standing()];
      case `POST ${paths.secondFactor}`:
        return body['password'] === 'the right one'
          ? [200, { secret: 'ABCDEFGH', uri: 'otpauth://totp/Fieldsync:a?secret=ABCDEFGH' }]
          : [422, { code: 'VALIDATION', message: '', field: 'password' }];
      case paths.confirmSecondFactor:
        if (body['code'] !== '123456') return [422, wrong, meta];
        since = '2026-11-21T08:04:10.000Z';
        fresh = true;
        return [200, { recoveryCodes: ['AAAA-BBBB-CCCC-DDDD', 'EEEE-FFFF-GGGG-HHHH'] }];
      default:
        return [200, standing()];
    }
  };
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const text = typeof init.body === 'string' ? init.body : '{}';
    if (path === paths.override) sent.push(text);
    const name = path === paths.secondFactor && init.method === 'POST' ? `POST ${path}` : path;
    const [status, said, meta] = answer(name, JSON.parse(text) as Record<string, unknown>);
    const body = status === 200 ? { success: true, data: said } : { success: false, error: said, meta };
    return new Response(JSON.stringify(body), { status, headers: { [REPLY_HEADER]: '3' } });
  });
  return sent;
}

const done = vi.fn();
beforeEach(() => {
  done.mockReset();
  render(
    <>
      <OverrideSheet ids={['a']} onClose={() => undefined} onDone={done} />
      <CodeSheet />
    </>,
  );
});
afterEach(cleanup);

const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};
const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};
function setScore(): void {
  type(override.score, '95');
  type(override.why, 'The well has run dry');
  press(override.save);
}
const order = JSON.stringify({ recordIds: ['a'], score: 95, justification: 'The well has run dry' });

it('an act that waits for a code is done with it, as it was typed', async () => {
  const sent = office(true);
  setScore();
  const sheet = await screen.findByRole('dialog', { name: say.askTitle });
  await within(sheet).findByText(say.askDetail(15));
  press(say.give);
  await within(sheet).findByText(say.missing);
  type(say.code, '000000');
  press(say.give);
  await within(sheet).findByText(/This is not the code\. The office’s clock says/);
  expect(done).not.toHaveBeenCalled();
  type(say.code, '123456');
  press(say.give);
  await waitFor(() => expect(done).toHaveBeenCalledTimes(1));
  expect(sent).toEqual([order, order]);
  expect(screen.queryByRole('dialog', { name: say.askTitle })).toBeNull();
});

it('who gives none finds what they typed, and may try again', async () => {
  const sent = office(true);
  setScore();
  await screen.findByRole('dialog', { name: say.askTitle });
  press(say.cancel);
  await screen.findByText(new RegExp(override.failed));
  expect(done).not.toHaveBeenCalled();
  expect(screen.getByLabelText<HTMLTextAreaElement>(override.why).value).toBe('The well has run dry');
  press(override.save);
  await screen.findByRole('dialog', { name: say.askTitle });
  type(say.code, '123456');
  press(say.give);
  await waitFor(() => expect(done).toHaveBeenCalledTimes(1));
  expect(sent).toEqual([order, order, order]);
});

it('who has no app sets one up on the way: password, key, code, recovery codes, and then it is done', async () => {
  const sent = office(false);
  setScore();
  const sheet = await screen.findByRole('dialog', { name: say.enrolTitle });
  type(say.password, 'a guess');
  press(say.begin);
  await within(sheet).findByText(say.passwordWrong);
  type(say.password, 'the right one');
  press(say.begin);
  await within(sheet).findByText('ABCD EFGH');
  expect(within(sheet).getByRole('link', { name: say.here }).getAttribute('href')).toMatch(/^otpauth:/);
  type(say.firstCode, '123456');
  press(say.confirm);
  await within(sheet).findByText('EEEE-FFFF-GGGG-HHHH');
  expect(sent).toEqual([order]);
  press(say.kept);
  await waitFor(() => expect(done).toHaveBeenCalledTimes(1));
  expect(sent).toEqual([order, order]);
});

it('closing the sheet over the recovery codes does not undo the code that was given', async () => {
  office(false);
  setScore();
  const sheet = await screen.findByRole('dialog', { name: say.enrolTitle });
  type(say.password, 'the right one');
  press(say.begin);
  await within(sheet).findByText('ABCD EFGH');
  type(say.firstCode, '123456');
  press(say.confirm);
  await within(sheet).findByText('EEEE-FFFF-GGGG-HHHH');
  fireEvent.click(within(sheet).getByRole('button', { name: en.navigation.close }));
  await waitFor(() => expect(done).toHaveBeenCalledTimes(1));
});
