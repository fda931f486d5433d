import { describe, expect, it, test } from 'vitest';
import type { ErrorClass, Recovery } from './error.ts';
import { ERROR_CODES, ERROR_TABLE, errorCodeSchema, wireErrorSchema } from './error.ts';

const RECOVERIES: Readonly<Record<ErrorClass, readonly Recovery[]>> = {
  network: ['retry'],
  server: ['retry', 'retry-counted'],
  validation: ['split', 'shelve', 'update-app'],
  auth: ['sign-in', 'shelve'],
  conflict: ['hold', 'shelve'],
  quota: ['retry'],
  policy: ['retry'],
};
const STATUSES: Readonly<Record<ErrorClass, readonly number[]>> = {
  network: [0],
  server: [429, 500, 503],
  validation: [0, 400, 404, 413, 415, 422, 426],
  auth: [401, 403],
  conflict: [409],
  quota: [507],
  policy: [0],
};

describe('error table', () => {
  it('has exactly one entry for each code', () => {
    expect(Object.keys(ERROR_TABLE).sort()).toEqual([...ERROR_CODES].sort());
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
  });

  test.each(ERROR_CODES)('%s has a status and a recovery that fit its class', (code) => {
    const facts = ERROR_TABLE[code];
    expect(STATUSES[facts.class]).toContain(facts.status);
    expect(RECOVERIES[facts.class]).toContain(facts.recovery);
  });

  it('[C2] what the link, the office’s load or its disk did never counts against an item', () => {
    const byItself = ERROR_CODES.filter((code) => ERROR_TABLE[code].recovery === 'retry');
    for (const code of [
      'OFFLINE',
      'UNREACHABLE',
      'TIMEOUT',
      'PORTAL',
      'BROKEN_REPLY',
      'UNAVAILABLE',
      'BUSY',
      'STORAGE_FULL',
    ] as const)
      expect(byItself).toContain(code);
  });

  it('[S5] a body that is refused as a whole is halved, so that one bad item stops no other', () => {
    for (const code of ['MALFORMED', 'TOO_LARGE', 'UNSUPPORTED_ENCODING'] as const)
      expect(ERROR_TABLE[code].recovery).toBe('split');
  });

  it('only a person’s sign-in ends a pause for sign-in', () => {
    const codes = ERROR_CODES.filter((code) => ERROR_TABLE[code].recovery === 'sign-in');
    expect(codes).toEqual(['SIGNED_OUT', 'WRONG_ACCOUNT']);
  });
});

describe('wire errors', () => {
  it('know every code and no other', () => {
    expect(ERROR_CODES.every((code) => errorCodeSchema.safeParse(code).success)).toBe(true);
    expect(errorCodeSchema.safeParse('TEAPOT').success).toBe(false);
  });

  it('carry code, message and where there is one the field and the delay', () => {
    const error = {
      code: 'BUSY',
      message: 'Too many requests.',
      field: 'operations.3.data',
      retryAfterMs: 1_500,
    };
    expect(wireErrorSchema.parse(error)).toEqual(error);
    expect(wireErrorSchema.parse({ code: 'BUSY', message: '' })).toEqual({ code: 'BUSY', message: '' });
    expect(wireErrorSchema.safeParse({ ...error, retryAfterMs: -1 }).success).toBe(false);
  });
});
