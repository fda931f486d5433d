import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENOUGH_METRES, nextPosition, type PositionEvent, type PositionState } from './position-machine.ts';

const at = (accuracyMetres: number) => ({ latitude: 12, longitude: 13, accuracyMetres });
const after = (...events: PositionEvent[]): PositionState =>
  events.reduce(nextPosition, { at: 'rest' } as PositionState);
const fix = (metres: number): PositionEvent => ({ type: 'fix', location: at(metres) });
const asked: PositionEvent = { type: 'asked' };

describe('nextPosition', () => {
  it('takes the first position at once and goes on for a better one', () => {
    expect(after(asked, fix(900))).toEqual({ at: 'improving', location: at(900) });
    expect(after(asked, fix(900), fix(60))).toEqual({ at: 'improving', location: at(60) });
    expect(after(asked, fix(900), fix(8))).toEqual({ at: 'known', location: at(8) });
  });

  it('keeps what it has when the search ends', () => {
    expect(after(asked, fix(60), { type: 'gave-up' })).toEqual({ at: 'known', location: at(60) });
    expect(after(asked, { type: 'gave-up' })).toEqual({ at: 'unavailable' });
    expect(after(asked, { type: 'slow' })).toEqual({ at: 'looking', slow: true });
  });

  it('says no when the phone says no, and asks again when asked', () => {
    expect(after(asked, { type: 'denied' })).toEqual({ at: 'denied' });
    expect(after(asked, { type: 'denied' }, fix(5))).toEqual({ at: 'denied' });
    expect(after(asked, { type: 'denied' }, asked, fix(5))).toEqual({ at: 'known', location: at(5) });
  });

  it('never trades a position for a worse one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1 }), (metres) => {
        const state = after(asked, ...metres.map(fix));
        const enough = metres.findIndex((value) => value <= ENOUGH_METRES);
        const seen = enough === -1 ? metres : metres.slice(0, enough + 1);
        expect('location' in state ? state.location.accuracyMetres : undefined).toBe(Math.min(...seen));
      }),
    );
  });
});
