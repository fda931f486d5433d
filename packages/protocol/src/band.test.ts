import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { BAND_CEILING, BAND_FLOOR, BANDS, bandOf, priorityOf } from './band.ts';

describe('bandOf', () => {
  test.each([
    [100, 'CRITICAL', 'HIGH'],
    [85, 'CRITICAL', 'HIGH'],
    [84, 'HIGH', 'HIGH'],
    [60, 'HIGH', 'HIGH'],
    [59, 'NORMAL', 'NORMAL'],
    [30, 'NORMAL', 'NORMAL'],
    [29, 'LOW', 'LOW'],
    [0, 'LOW', 'LOW'],
  ])('%i is %s, and %s among the three priorities of the contract', (score, band, priority) => {
    expect(bandOf(score)).toBe(band);
    expect(priorityOf(score)).toBe(priority);
  });

  it('puts each score of 0-100 into the one band whose floor and ceiling hold it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (score) => {
        const holding = BANDS.filter((band) => score >= BAND_FLOOR[band] && score <= BAND_CEILING[band]);
        expect(holding).toEqual([bandOf(score)]);
      }),
    );
  });
});
