import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromLocalMinute, toLocalMinute } from './local-minute.ts';

it('an instant survives the field to the minute', () => {
  const minute = fc
    .date({ min: new Date('1971-01-02'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000).toISOString());
  fc.assert(
    fc.property(minute, (instant) => {
      expect(fromLocalMinute(toLocalMinute(instant))).toBe(instant);
    }),
  );
});

it('no instant is an empty field, and an empty field is no instant', () => {
  expect(toLocalMinute(undefined)).toBe('');
  expect(toLocalMinute('soon')).toBe('');
  expect(fromLocalMinute('')).toBeUndefined();
  expect(fromLocalMinute('2026-13-41T')).toBeUndefined();
});
