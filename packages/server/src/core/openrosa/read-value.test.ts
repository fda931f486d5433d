import { describe, expect, it } from 'vitest';
import { readAmount, readMoment, readValue } from './read-value.ts';

describe('one answer of another app', () => {
  it.each([
    ['2026-11-20T10:30:00.000+01:00', '2026-11-20T09:30:00.000Z'],
    ['2026-11-20T10:30:00.000+01', '2026-11-20T09:30:00.000Z'],
    ['2026-11-20T10:30:00.123456789+0100', '2026-11-20T09:30:00.123Z'],
    ['2026-11-20T09:30:00Z', '2026-11-20T09:30:00.000Z'],
    ['2026-11-20T04:00:00.5-05:30', '2026-11-20T09:30:00.500Z'],
    ['2026-11-20T10:30:00.000', undefined],
    ['2026-02-30T10:30:00.000Z', undefined],
    ['2026-11-20T04:08:29.765-5:00', undefined],
    ['2026-11-20', undefined],
    ['', undefined],
  ])('reads the moment %s as %s', (text, moment) => {
    expect(readMoment(text)).toBe(moment);
  });

  it.each([
    ['11.52 13.69 302.5 12.5', { latitude: 11.52, longitude: 13.69, accuracyMetres: 12.5 }],
    // Chosen on a map.
    ['11.52 13.69 0 0', { latitude: 11.52, longitude: 13.69 }],
    ['-11.52  13.69', { latitude: -11.52, longitude: 13.69 }],
  ])('reads the position %s', (text, value) => {
    expect(readValue({ kind: 'location' }, text)).toEqual({ ok: true, value });
  });

  it.each(['11.52', '11.52 13.69 1 2 3', 'NaN 13', '0x10 13', '11,52 13,69'])(
    'refuses the position %s',
    (text) => {
      expect(readValue({ kind: 'location' }, text).ok).toBe(false);
    },
  );

  it.each([
    ['12', 12],
    [' 012 ', 12],
    ['-3', -3],
    ['1.0', undefined],
    ['1e3', undefined],
    ['99999999999999999999', undefined],
    ['twelve', undefined],
  ])('reads the count %s as %s', (text, value) => {
    const read = readValue({ kind: 'count' }, text);
    expect(read.ok ? read.value : undefined).toBe(value);
  });

  it.each([
    ['2.5', 2.5],
    ['1E2', 100],
    ['1e999', undefined],
    ['', undefined],
    ['Infinity', undefined],
  ])('reads the amount %s as %s', (text, value) => {
    const read = readAmount(text);
    expect(read.ok ? read.value : undefined).toBe(value);
  });

  it('leaves a text as it was written, and takes several choices apart', () => {
    expect(readValue({ kind: 'text', lines: 4 }, ' two\nlines ')).toEqual({
      ok: true,
      value: ' two\nlines ',
    });
    expect(readValue({ kind: 'many', options: [] }, ' CHOLERA  MALARIA ')).toEqual({
      ok: true,
      value: ['CHOLERA', 'MALARIA'],
    });
  });
});
