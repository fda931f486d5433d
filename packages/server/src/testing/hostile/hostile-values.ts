import fc from 'fast-check';

/** Part of every hostile text that is a value: a reply that has it repeats what nobody has looked at. */
export const VALUE_MARK = 'zQ7value';
/** The same of names of fields: an error may name the field, and nothing else of it. */
export const KEY_MARK = 'zQ7key';

const BODIES = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff before',
  '\ufeff\u202e\u200b',
  'é'.repeat(300),
  'x'.repeat(5_000),
  '漢'.repeat(9_000),
  "'; drop table records; --",
  "' or '1'='1",
  '%_\\',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '${7*7}{{7*7}}<%= 7*7 %>',
  '../../../etc/passwd',
  'a\r\nset-cookie: a=b',
  '$(id)`id`|id',
] as const;

/** Texts that other code has taken for something else. None carries the mark: they are too short to be told apart. */
const LOOK_ALIKES = [
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '0x10',
  'null',
  'undefined',
  'true',
  '[object Object]',
  '9007199254740993',
  '2026-02-30T00:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '00000000-0000-0000-0000-000000000000',
  '0190A000-0000-7000-8000-000000000001',
  '{0190a000-0000-7000-8000-000000000001}',
  '0190a000-0000-7000-8000-00000000000',
] as const;

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...BODIES).map((body) => `${body}${VALUE_MARK}`) },
  { weight: 2, arbitrary: fc.constantFrom(...LOOK_ALIKES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((body) => body + VALUE_MARK) },
);

export const hostileNumber: fc.Arbitrary<number> = fc.constantFrom(
  0,
  -0,
  -1,
  0.1,
  1e308,
  -1e308,
  5e-324,
  32_768,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  2 ** 53 + 2,
  2 ** 63,
  -(2 ** 63),
);

const NESTED = [1, 15, 16, 17, 1_000].map((levels) => {
  let value: unknown = VALUE_MARK;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
});

/** What is not of the type, the length or the form that was asked for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 4, arbitrary: hostileNumber },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(true, false, null, [], {}, [null], [[]], { length: 1e9 }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...NESTED) },
  { weight: 1, arbitrary: fc.array(hostileText, { maxLength: 300 }) },
);

/** Names that are methods, that reach into prototypes, that a database cannot hold, or that nobody asked for. */
export const hostileKey: fc.Arbitrary<string> = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  '',
  '0',
  `a.b.${KEY_MARK}`,
  `\0${KEY_MARK}`,
  `\ud800${KEY_MARK}`,
  `<b>${KEY_MARK}`,
  `${'k'.repeat(3_000)}${KEY_MARK}`,
);

/** What is no JSON at all, or JSON that a parser takes and a database does not. */
export const garbage: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
  fc
    .constantFrom(
      '',
      '{',
      '[',
      'null',
      '1e999',
      'NaN',
      '"',
      '"\\ud800"',
      '\ufeff{}',
      '{"a":1,}',
      "{'a':1}",
      `{"${KEY_MARK}":`,
      `<xml>${VALUE_MARK}</xml>`,
      `email=${VALUE_MARK}&password=a`,
      '['.repeat(2_000),
      '[[]'.repeat(2_000),
      ' '.repeat(20_000),
      `"${VALUE_MARK.repeat(3_000)}"`,
    )
    .map((text) => Buffer.from(text)),
  fc
    .constantFrom<readonly number[]>([0xff, 0xfe], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22])
    .map((bytes) => Uint8Array.from(bytes)),
);
