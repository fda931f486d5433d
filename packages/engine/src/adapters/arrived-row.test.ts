import { describe, expect, it } from 'vitest';
import { recordId } from '../testing/build-item.ts';
import { arrivedRow } from './arrived-row.ts';
import type { RecordRow } from './sealed-rows.ts';

const row: RecordRow = {
  id: recordId(1),
  type: 'ASSESSMENT',
  state: 'phone',
  score: 40,
  band: 'NORMAL',
  deleted: false,
  savedAt: 1,
  officeAt: null,
  version: null,
  base: 'none',
  box: new Uint8Array(40),
};

describe('the row of a record that has arrived', () => {
  it('[S7] says so, and what is known of the office is what is in its box', () => {
    const arrived = { ...row, state: 'office', officeAt: 9, version: 3, base: 'same' };
    expect(arrivedRow(row, 3, 9)).toEqual(arrived);
    expect(arrivedRow({ ...row, state: 'sending' }, 3, 9)).toEqual(arrived);
  });

  it('[R2] keeps what was pulled before, as a build could leave it whose items said less', () => {
    const pulled: RecordRow = { ...row, base: 'own', version: 5, baseBox: new Uint8Array(41) };
    expect(arrivedRow(pulled, 3, 9)).toEqual({ ...pulled, state: 'office', officeAt: 9 });
  });

  it.each([{ state: 'needs' }, { state: 'conflict' }, { state: 'office' }, { deleted: true }] as const)(
    '[C2] stays where something else became of it: %o',
    (change) => {
      expect(arrivedRow({ ...row, ...change }, 3, 9)).toBeUndefined();
    },
  );
});
