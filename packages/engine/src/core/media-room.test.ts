import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsBesideRecords, recordReserve } from './media-room.ts';

const MB = 1_000_000;

describe('room for media', () => {
  it('[C2] ends where the reserve for records begins', () => {
    const quotaBytes = 1_000 * MB;
    expect(recordReserve(quotaBytes)).toBe(50 * MB);
    expect(fitsBesideRecords(3 * MB, { usedBytes: 947 * MB, quotaBytes })).toBe(true);
    expect(fitsBesideRecords(3 * MB, { usedBytes: 948 * MB, quotaBytes })).toBe(false);
    expect(fitsBesideRecords(0, { usedBytes: 990 * MB, quotaBytes })).toBe(false);
  });

  it('keeps back a quarter of a small quota, not all of it', () => {
    expect(fitsBesideRecords(3 * MB, { usedBytes: 26 * MB, quotaBytes: 40 * MB })).toBe(true);
    expect(fitsBesideRecords(3 * MB, { usedBytes: 28 * MB, quotaBytes: 40 * MB })).toBe(false);
  });

  it('is not guessed where the browser does not tell', () => {
    expect(fitsBesideRecords(900 * MB, undefined)).toBe(true);
  });

  it('[C2] whatever was let in, the reserve is whole', () => {
    const bytes = fc.integer({ min: 0, max: 4_000 * MB });
    fc.assert(
      fc.property(bytes, bytes, bytes, (usedBytes, quotaBytes, size) => {
        fc.pre(fitsBesideRecords(size, { usedBytes, quotaBytes }));
        expect(quotaBytes - usedBytes - size).toBeGreaterThanOrEqual(recordReserve(quotaBytes));
      }),
    );
  });
});
