import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { jsonBytes, jsonBytesOver, utf8Bytes } from './json-bytes.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('utf8Bytes', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['ƙ', 2],
    ['آ', 2],
    ['€', 3],
    ['⛑', 3],
    ['😀', 4],
    ['\u0000', 1],
    ['\u007f', 1],
    ['\u0080', 2],
    ['\u07ff', 2],
    ['\u0800', 3],
    ['\uffff', 3],
    ['\u{10000}', 4],
    ['\ud800', 3],
  ])('%j has %i', (text, bytes) => {
    expect(utf8Bytes(text)).toBe(bytes);
  });

  it('counts what an encoder writes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});

describe('jsonBytesOver', () => {
  it('[X3] tells the bytes of what is over the limit, and of nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat({ max: 400 }), (value, limit) => {
        const bytes = jsonBytes(value);
        expect(jsonBytesOver(value, limit)).toBe(bytes > limit ? bytes : undefined);
        expect(jsonBytesOver(value, bytes)).toBeUndefined();
        expect(jsonBytesOver(value, bytes - 1)).toBe(bytes);
      }),
    );
  });
});

describe('jsonBytes', () => {
  it('counts the body that is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(jsonBytes(value)).toBe(new TextEncoder().encode(JSON.stringify(value)).length);
      }),
    );
  });

  it('counts nothing for nothing', () => {
    expect(jsonBytes(undefined)).toBe(0);
  });
});
