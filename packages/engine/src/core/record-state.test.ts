import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_STATES, type ItemState, type RecordState } from './stored.ts';
import { buildItem } from '../testing/build-item.ts';
import { recordState } from './record-state.ts';

const stateOf = (...states: ItemState[]): RecordState =>
  recordState(states.map((state, n) => buildItem(n, { state })));

describe('the one mark of a record', () => {
  it('[S7] with one item: its state in the words of the screen', () => {
    const marks: Record<ItemState, RecordState> = {
      waiting: 'phone',
      sending: 'sending',
      later: 'phone',
      fenced: 'phone',
      shelf: 'needs',
      conflict: 'conflict',
    };
    for (const state of ITEM_STATES) expect(stateOf(state)).toBe(marks[state]);
  });

  it('[S7] says "at the office" only when nothing of it is left on the phone', () => {
    expect(stateOf()).toBe('office');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ITEM_STATES), { minLength: 1 }), (states) => {
        expect(stateOf(...states)).not.toBe('office');
      }),
    );
  });

  it('with several: needs you > two versions > sending > on this phone, whatever their order', () => {
    const rising: ItemState[] = ['waiting', 'sending', 'conflict', 'shelf'];
    fc.assert(
      fc.property(fc.shuffledSubarray(rising, { minLength: 1 }), (states) => {
        const strongest = rising.findLast((state) => states.includes(state));
        expect(stateOf(...states)).toBe(stateOf(strongest ?? 'waiting'));
      }),
    );
  });
});
