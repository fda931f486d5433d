import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { limits } from './limits.ts';
import {
  count,
  instant,
  locationSchema,
  longText,
  manyOf,
  optionalDay,
  shortText,
  text,
} from './scalar-fields.ts';

const UNSTORABLE: [string, string][] = [
  ['U+0000 alone', '\u0000'],
  ['U+0000 inside', 'a\u0000b'],
  ['a high surrogate alone', '\ud83d'],
  ['a low surrogate alone', '\ude00'],
  ['surrogates the wrong way round', '\ude00\ud83d'],
  ['an emoji cut in two at the end', 'fire \ud83d'],
];
const STORABLE: [string, string][] = [
  ['an emoji', '😀'],
  ['Hausa', 'ƙarancin ruwa a ɗakin shan magani'],
  ['Arabic', 'الماء غير كاف'],
  ['lines and a tab', 'one\ntwo\r\n\tthree'],
  ['U+FFFF and U+FFFE', '\uffff\ufffe'],
  ['the last code point', '\u{10ffff}'],
];

describe.each([
  ['text', text],
  ['shortText', shortText],
  ['longText', longText],
])('%s', (_, schema) => {
  test.each(UNSTORABLE)('[X3] refuses %s', (__, value) => {
    const parsed = schema.safeParse(value);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
      'contains a character that cannot be stored',
    ]);
  });

  test.each(STORABLE)('keeps %s as it is', (__, value) => {
    expect(schema.parse(value)).toBe(value);
  });

  it('[X3] accepts exactly what UTF-8 can carry and Postgres can store', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
        (value) => {
          fc.pre(value.trim() !== '' && value.length <= limits.nameLength);
          const there = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(value));
          expect(schema.safeParse(value).success).toBe(there === value && !value.includes('\u0000'));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('lengths', () => {
  it('[X3] a name has 1 to 120 characters, spaces around it not counted', () => {
    expect(shortText.parse('  Bama  ')).toBe('Bama');
    expect(shortText.safeParse('   ').success).toBe(false);
    expect(shortText.safeParse('x'.repeat(120)).success).toBe(true);
    expect(shortText.safeParse('x'.repeat(121)).success).toBe(false);
  });

  it('[X3] a note has up to 4,000', () => {
    expect(longText.parse('')).toBe('');
    expect(longText.safeParse('x'.repeat(4_000)).success).toBe(true);
    expect(longText.safeParse('x'.repeat(4_001)).success).toBe(false);
  });
});

describe('count', () => {
  test.each([0, 1, 10_000_000])('accepts %d', (value) => {
    expect(count.parse(value)).toBe(value);
  });
  test.each([-1, 1.5, 10_000_001, Number.NaN, Number.POSITIVE_INFINITY, '3', null])(
    '[X3] refuses %j',
    (value) => {
      expect(count.safeParse(value).success).toBe(false);
    },
  );
});

describe('instant', () => {
  test.each(['2026-11-20T09:30:00.000Z', '1970-01-01T00:00:00.000Z', '2028-02-29T23:59:59.999Z'])(
    'accepts %s',
    (value) => {
      expect(instant.parse(value)).toBe(value);
    },
  );
  test.each([
    '0000-01-01T00:00:00.000Z',
    '2026-02-29T00:00:00.000Z',
    '2026-11-20T24:00:00.000Z',
    '2026-11-20T09:30:00Z',
    '2026-11-20T09:30:00.000+01:00',
    '2026-11-20',
    '+010000-01-01T00:00:00.000Z',
    1_700_000_000_000,
  ])('[X3] refuses %s', (value) => {
    expect(instant.safeParse(value).success).toBe(false);
  });

  it('accepts what Date writes, for any time from 1970 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(10_000, 0) - 1 }), (timeMs) => {
        const written = new Date(timeMs).toISOString();
        expect(instant.parse(written)).toBe(written);
      }),
    );
  });
});

describe('optionalDay', () => {
  it('accepts a day or none', () => {
    expect(optionalDay.parse('2026-11-20')).toBe('2026-11-20');
    expect(optionalDay.parse(undefined)).toBeUndefined();
  });
  test.each(['0000-01-01', '2026-02-30', '20.11.2026', '', '2026-11-20T00:00:00.000Z'])(
    '[X3] refuses %j',
    (value) => {
      expect(optionalDay.safeParse(value).success).toBe(false);
    },
  );
});

describe('manyOf', () => {
  const schema = manyOf(['A', 'B']);
  test.each([[['A']], [['B', 'A']], [[]]])('accepts %j', (value) => {
    expect(schema.parse(value)).toEqual(value);
  });
  test.each([[['A', 'A']], [['C']], ['A'], [null]])('[X3] refuses %j', (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

describe('locationSchema', () => {
  const place = { latitude: 11.52, longitude: 13.69 };
  it('accepts a place with and without its accuracy', () => {
    expect(locationSchema.parse(place)).toEqual(place);
    expect(locationSchema.parse({ ...place, accuracyMetres: 0 })).toEqual({ ...place, accuracyMetres: 0 });
  });
  test.each([
    { ...place, latitude: 90.1 },
    { ...place, longitude: -180.1 },
    { ...place, accuracyMetres: -1 },
    { ...place, altitude: 300 },
    { latitude: 11.52 },
  ])('[X3] refuses %j', (value) => {
    expect(locationSchema.safeParse(value).success).toBe(false);
  });
});
