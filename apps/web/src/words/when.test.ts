import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { daysAgo, sayBytes, sayDuration, sayWhen, sayWhenShort } from './when.ts';

const now = new Date(2026, 10, 23, 0, 10);

describe('times', () => {
  it('go by midnights, not by 24 hours', () => {
    expect(daysAgo(new Date(2026, 10, 22, 23, 50), now)).toBe(1);
    expect(sayWhen(new Date(2026, 10, 22, 23, 50), now, en)).toBe('yesterday at 23:50');
    expect(sayWhen(new Date(2026, 10, 23, 0, 5), now, en)).toBe('today at 00:05');
  });

  it('say the day when it is further away, and the year when it is another', () => {
    expect(sayWhen(new Date(2026, 10, 12, 9, 0), now, en)).toMatch(/^Thu,? 12 Nov at 09:00$/);
    expect(sayWhen(new Date(2025, 10, 12, 9, 0), now, en)).toMatch(/2025 at 09:00$/);
  });

  it('are short where the day is clear', () => {
    expect(sayWhenShort(new Date(2026, 10, 23, 0, 5), now, en)).toBe('00:05');
    expect(sayWhenShort(new Date(2026, 10, 22, 9, 0), now, en)).toBe('yesterday at 09:00');
  });
});

describe('durations', () => {
  it.each([
    [-3, '1 s'],
    [4.2, '4 s'],
    [52, '50 s'],
    [89, '90 s'],
    [240, '4 min'],
    [7_300, '2 h'],
  ])('%d seconds are said as %s', (seconds, said) => {
    expect(sayDuration(seconds, en)).toBe(said);
  });
});

describe('bytes', () => {
  it.each([
    [740, '740 B'],
    [999.6, '1 KB'],
    [3_100, '3.1 KB'],
    [11_240, '11 KB'],
    [5_900_000, '5.9 MB'],
    [11_000_000_000, '11 GB'],
  ])('%d are said as %s', (bytes, said) => {
    expect(sayBytes(bytes, en)).toBe(said);
  });
});
