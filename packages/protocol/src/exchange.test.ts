import { describe, expect, it, test } from 'vitest';
import { DEFAULT_SETTINGS } from './background-sync.ts';
import { envelopeSchema } from './envelope.ts';
import { exchangeReplySchema, exchangeRequestSchema } from './exchange.ts';
import { jsonBytes } from './json-bytes.ts';
import { limits } from './limits.ts';
import { fieldProblems } from './records/record-data.ts';
import { ASSESSMENT_ID, FULL_ASSESSMENTS, PLACE_ID } from './testing/example-records.ts';
import { PROTOCOL_VERSION } from './version.ts';

const NOW = '2026-11-20T09:30:00.000Z';
/** The longest that a server of ours gives: an epoch of 40 letters and a position of 15 digits. */
const LONGEST_CURSOR = `${'k'.repeat(40)}.${'9'.repeat(15)}`;
const request = { v: PROTOCOL_VERSION, device: PLACE_ID, cursor: LONGEST_CURSOR, config: 9_999 };
const reply = { success: true, data: { cursor: LONGEST_CURSOR, now: NOW } };
const replySchema = envelopeSchema(exchangeReplySchema);
const create = {
  id: PLACE_ID,
  type: 'ASSESSMENT',
  entityId: ASSESSMENT_ID,
  capturedAt: NOW,
  score: 40,
  action: 'CREATE',
  data: FULL_ASSESSMENTS.FOOD,
};
const fieldsOf = (raw: unknown) => {
  const parsed = exchangeRequestSchema.safeParse(raw);
  return parsed.success ? [] : fieldProblems(parsed.error).map(({ field }) => field);
};

describe('[P2] an exchange with nothing to say and nothing to fetch', () => {
  it('is one request and one reply of at most 300 bytes of body together, uncompressed', () => {
    expect(exchangeRequestSchema.parse(request)).toEqual(request);
    expect(replySchema.parse(reply)).toEqual(reply);
    expect({ up: jsonBytes(request), down: jsonBytes(reply) }).toEqual({ up: 137, down: 126 });
    expect(jsonBytes(request) + jsonBytes(reply)).toBeLessThanOrEqual(300);
  });

  test.each(Object.keys(request))('cannot do without %s', (part) => {
    const left = Object.fromEntries(Object.entries(request).filter(([name]) => name !== part));
    expect(fieldsOf(left)).toEqual([part]);
  });
});

describe('a request', () => {
  const full = {
    ...request,
    operations: [create],
    heartbeat: {
      queue: { critical: 1, high: 0, normal: 4, low: 0, needsYou: 0 },
      appVersion: '0.1.0',
      clock: NOW,
      status: {
        isActive: true,
        currentProgress: null,
        connectivity: {
          isOnline: true,
          connectionType: 'cellular',
          connectionQuality: 'poor',
          lastConnected: null,
        },
        queueSize: 5,
        estimatedCompletionTime: null,
        lastError: null,
        holdReasons: [],
      },
      settings: DEFAULT_SETTINGS,
    },
    done: [ASSESSMENT_ID],
    wantBytes: 14_000,
  };

  it('carries all parts at once, and comes out as it went in', () => {
    expect(exchangeRequestSchema.parse(JSON.parse(JSON.stringify(full)))).toEqual(full);
  });

  it('starts without a cursor', () => {
    expect(fieldsOf({ ...request, cursor: null, config: 0 })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['an unknown part', { ...full, token: 'x' }, ['token']],
    ['no device id', { ...full, device: 'my phone' }, ['device']],
    ['half a version', { ...full, v: 1.5 }, ['v']],
    ['a cursor of 81 characters', { ...full, cursor: 'x'.repeat(81) }, ['cursor']],
    ['a cursor with U+0000', { ...full, cursor: 'a\u0000.1' }, ['cursor']],
    ['201 operations', { ...full, operations: Array.from({ length: 201 }, () => create) }, ['operations']],
    ['101 commands', { ...full, done: Array.from({ length: 101 }, () => PLACE_ID) }, ['done']],
    ['more than a reply may hold', { ...full, wantBytes: limits.inflatedBodyBytes + 1 }, ['wantBytes']],
    [
      'a bad operation among good ones',
      { ...full, operations: [create, { ...create, score: -1 }] },
      ['operations.1.score'],
    ],
    [
      'a heartbeat with a secret',
      { ...full, heartbeat: { ...full.heartbeat, imei: '1' } },
      ['heartbeat.imei'],
    ],
  ])('[X3] with %s is refused and the message names it', (_, raw, fields) => {
    expect(fieldsOf(raw)).toEqual(fields);
  });
});

describe('a reply', () => {
  const change = {
    id: ASSESSMENT_ID,
    type: 'ASSESSMENT',
    version: 3,
    data: FULL_ASSESSMENTS.FOOD,
    score: 40,
    capturedAt: NOW,
  };
  const data = {
    verdicts: { judged: 2, except: [[1, { status: 'merged', version: 4 }]] },
    changes: [change, { ...change, data: null }],
    cursor: 'k7.12',
    more: true,
    restarted: true,
    config: { version: 2, rules: [], affectedEntities: [] },
    commands: [{ id: PLACE_ID, kind: 'pause', by: 'Falmata' }],
    now: NOW,
  };

  it('carries all parts at once, and comes out as it went in', () => {
    expect(replySchema.parse({ success: true, data })).toEqual({ success: true, data });
  });

  it('loses what it does not know: a newer server may say more', () => {
    expect(replySchema.parse({ success: true, data: { ...data, weather: 'dust' } })).toEqual({
      success: true,
      data,
    });
  });

  it('is an error or data, never both and never neither', () => {
    const error = { code: 'BUSY', message: 'later' };
    expect(replySchema.safeParse({ success: false, error }).success).toBe(true);
    expect(replySchema.safeParse({ success: true, error }).success).toBe(false);
    expect(replySchema.safeParse({ success: false, data }).success).toBe(false);
    expect(replySchema.safeParse({ data }).success).toBe(false);
  });

  test.each<[string, Record<string, unknown>]>([
    ['without a cursor', { now: NOW }],
    ['with a record of version 0', { ...data, changes: [{ ...change, version: 0 }] }],
    ['with an unknown verdict', { ...data, verdicts: { judged: 1, except: [[0, { status: 'maybe' }]] } }],
    ['with a count of operations below 0', { ...data, verdicts: { judged: -1, except: [] } }],
  ])('[S7] %s is no reply of ours', (_, raw) => {
    expect(replySchema.safeParse({ success: true, data: raw }).success).toBe(false);
  });
});
