// @vitest-environment happy-dom
import { REPLY_HEADER } from '@fieldsync/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteConsents, tellConsents, waitingConsents } from './consent-outbox.ts';

const SHOWN = { sending: 'Send what I record', figures: 'Tell how sending went' };
const told: unknown[] = [];
let answers = true;
/** What happens elsewhere while the office answers. */
let answered = (): void => undefined;

beforeEach(() => {
  told.length = 0;
  answers = true;
  answered = () => undefined;
  localStorage.clear();
  vi.stubGlobal('fetch', (_path: string, init: { body: string }) => {
    if (!answers) return Promise.reject(new TypeError('no network'));
    told.push(JSON.parse(init.body));
    answered();
    answered = () => undefined;
    return Promise.resolve(
      new Response(JSON.stringify({ success: true, data: {} }), { headers: { [REPLY_HEADER]: '3' } }),
    );
  });
});

afterEach(() => {
  vi.useRealTimers();
});

it('tells the office of each choice once, in the words that stood there', async () => {
  noteConsents('amina', { metricsConsent: true }, SHOWN);
  await tellConsents('amina');
  expect(told).toMatchObject([{ kind: 'figures', agreed: true, textVersion: '1', text: SHOWN.figures }]);
  expect(waitingConsents('amina')).toEqual([]);
});

it('keeps what could not be told, in order, for its account alone', async () => {
  answers = false;
  noteConsents('amina', { syncConsent: true }, SHOWN);
  noteConsents('amina', { syncConsent: false }, SHOWN);
  noteConsents('amina', {}, SHOWN);
  await tellConsents('amina');
  expect(waitingConsents('amina').map(({ agreed }) => agreed)).toEqual([true, false]);
  expect(waitingConsents('yusuf')).toEqual([]);
  answers = true;
  await tellConsents('amina');
  expect(told).toMatchObject([{ agreed: true }, { agreed: false }]);
  expect(waitingConsents('amina')).toEqual([]);
});

it('loses no choice where another tab tells the same ones at the same time', async () => {
  answers = false;
  noteConsents('amina', { syncConsent: true }, SHOWN);
  await tellConsents('amina');
  vi.setSystemTime(Date.now() + 1_000);
  noteConsents('amina', { syncConsent: false }, SHOWN);
  await tellConsents('amina');
  answers = true;
  const [, second] = waitingConsents('amina');
  answered = () => localStorage.setItem('fieldsync.consents.amina', JSON.stringify([second]));
  await tellConsents('amina');
  expect(told).toMatchObject([{ agreed: true }, { agreed: false }]);
});
