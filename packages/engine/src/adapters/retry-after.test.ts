import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.UTC(2026, 10, 20, 9, 30);

describe('Retry-After', () => {
  it('is seconds or a date', () => {
    expect(retryAfterMs('120', NOW)).toBe(120_000);
    expect(retryAfterMs('Fri, 20 Nov 2026 09:31:00 GMT', NOW)).toBe(60_000);
  });

  it('is nothing when it is absent or unreadable', () => {
    for (const header of [null, '', '  ', 'soon']) expect(retryAfterMs(header, NOW)).toBeUndefined();
  });

  it('[S5] is never in the past, and never so far away that a wrong clock silences a phone', () => {
    expect(retryAfterMs('-5', NOW)).toBe(0);
    expect(retryAfterMs('Fri, 20 Nov 2020 09:31:00 GMT', NOW)).toBe(0);
    expect(retryAfterMs('31536000', NOW)).toBe(3_600_000);
    expect(retryAfterMs('Fri, 20 Nov 2099 09:31:00 GMT', NOW)).toBe(3_600_000);
  });
});
