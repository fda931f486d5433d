import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  base32,
  bytesOfStep,
  digitsOf,
  otpauthUri,
  plainCode,
  stepAt,
  stepsAround,
} from './one-time-code.ts';

describe('base32', () => {
  // RFC 4648, 10; without padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes "%s" as the RFC does', (text, written) => {
    expect(base32(Buffer.from(text))).toBe(written);
  });

  it('loses no bit', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
        const bits = [...base32(bytes)].map((each) => letters.indexOf(each).toString(2).padStart(5, '0'));
        expect(bits.join('')).toBe([...bytes].map((each) => each.toString(2).padStart(8, '0')).join(''));
      }),
    );
  });
});

it('a step is half a minute, and its neighbours count', () => {
  expect([stepAt(0), stepAt(29_999), stepAt(30_000), stepAt(59_000)]).toEqual([0, 0, 1, 1]);
  expect(stepsAround(59_000)).toEqual([0, 1, 2]);
});

it('a step is eight bytes, also beyond 32 bits', () => {
  expect([...bytesOfStep(1)]).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  expect([...bytesOfStep(0x27_bc_86_aa_00)]).toEqual([0, 0, 0, 0x27, 0xbc, 0x86, 0xaa, 0]);
});

// RFC 4226, 5.4: the hash of its example.
it('digits are those that the RFC takes out of its hashes', () => {
  const example = Buffer.from('1f8698690e02ca16618550ef7f19da8e945b555a', 'hex');
  expect(digitsOf(example)).toBe('872921');
  expect(digitsOf(example, 8)).toBe('57872921');
  expect(digitsOf(example, 11)).toBe('01357872921');
});

it.each([
  ['123456', '123456'],
  ['123 456', '123456'],
  [' 012-345 ', '012345'],
  ['abcd-efgh ijkl-mnop', 'ABCDEFGHIJKLMNOP'],
  ['0bcd-1fgh-8jkl-mnop', 'OBCDIFGHBJKLMNOP'],
])('"%s" is read as %s', (typed, plain) => {
  expect(plainCode(typed)).toBe(plain);
});

it('an app is told whose account it is, whatever the name', () => {
  const uri = new URL(otpauthUri('Fieldsync', 'a b+c:d@e.org', 'ABC'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('/Fieldsync:a b+c:d@e.org');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: 'ABC',
    issuer: 'Fieldsync',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
