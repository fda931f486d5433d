import { JOB_FILTERS, WEBHOOK_EVENTS, type WebhookLine } from '@fieldsync/protocol';
import { describe, expect, it, test } from 'vitest';
import { en } from '../words/en.ts';
import { sayJobs, sayWebhooks } from './say-admin.ts';
import { testText } from './webhook-row.tsx';

const none = { failed: 0, stalled: 0, waiting: 0, running: 0, done: 0 };
const webhook: WebhookLine = {
  id: 'a',
  url: 'https://example.org',
  events: ['record.critical'],
  isActive: true,
  createdAt: '2026-11-27T12:00:00.000Z',
  lastSuccessAt: null,
  lastFailureAt: null,
  failures: 0,
  lastError: null,
};

describe('what administrators are told first', () => {
  test.each([
    [{ ...none, done: 9 }, 'All that follows from records is done'],
    [{ ...none, waiting: 2 }, '2 jobs wait'],
    [{ ...none, waiting: 2, stalled: 1 }, '1 job hangs'],
    [{ ...none, waiting: 2, stalled: 1, failed: 1 }, '1 job was given up and waits for you'],
  ])('%j', (counts, sentence) => {
    expect(sayJobs(counts, false, en)).toBe(sentence);
  });

  it('of webhooks: those that could not be told, not those that are switched off', () => {
    expect(sayWebhooks([webhook], false, en)).toBe('1 other server is told of what happens');
    expect(sayWebhooks([{ ...webhook, failures: 3 }], false, en)).toBe('1 other server could not be told');
    expect(sayWebhooks([{ ...webhook, failures: 3, isActive: false }], false, en)).toBe(
      en.admin.webhooks.none,
    );
    expect(sayWebhooks(undefined, true, en)).toBe(en.admin.webhooks.unknown);
  });

  it('of a test: what the receiver said', () => {
    const said = (status: number | null, problem: string | null, delivered = false): string =>
      testText({ delivered, status, problem, tookMs: 1_034 }, en);
    expect(said(204, null, true)).toBe('It answered 204 after 1,034 ms.');
    expect(said(410, 'answered with 410')).toBe('It answered 410. Only 200 to 299 counts as told.');
    expect(said(null, 'did not answer in time')).toBe('It did not answer in time.');
  });

  it('has words for every event and every filter', () => {
    expect(WEBHOOK_EVENTS.filter((event) => en.admin.webhooks.eventNames[event] === undefined)).toEqual([]);
    expect(JOB_FILTERS.map((filter) => en.admin.jobs.empty[filter].length > 0)).toEqual(
      JOB_FILTERS.map(() => true),
    );
  });
});
