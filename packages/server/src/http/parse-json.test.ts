import { limits } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { isDeeperThan } from './json-depth.ts';
import { parseJson } from './parse-json.ts';

describe('parseJson', () => {
  it('reads JSON', () => {
    expect(parseJson(Buffer.from('{"a":["ß"]}'))).toEqual({ ok: true, value: { a: ['ß'] } });
  });

  it.each([
    ['invalid UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['half a letter', Buffer.from('"ß"').subarray(0, 2)],
    ['a byte order mark', Buffer.from('\ufeff{}')],
    ['no JSON', Buffer.from('{a:1}')],
    ['nothing', Buffer.alloc(0)],
  ])('[X3] refuses %s', (_, bytes) => {
    expect(parseJson(bytes)).toMatchObject({ ok: false, error: { code: 'MALFORMED' } });
  });

  it('[X4] refuses four million open brackets without parsing them', () => {
    expect(parseJson(Buffer.alloc(4_000_000, '['))).toMatchObject({
      error: { message: expect.stringContaining(String(limits.jsonDepth)) as string },
    });
  });
});

describe('isDeeperThan', () => {
  it.each([
    ['[]', 0, true],
    ['[]', 1, false],
    ['[[],[],{"a":{}}]', 2, true],
    ['[[],[],{"a":{}}]', 3, false],
    ['"[[[["', 0, false],
    ['"\\"[[["', 0, false],
    ['"\\\\"', 0, false],
    ['["\\\\",[]]', 1, true],
  ])('%s is deeper than %i: %s', (json, max, deeper) => {
    expect(isDeeperThan(Buffer.from(json), max)).toBe(deeper);
  });
});
