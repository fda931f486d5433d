import { describe, expect, it } from 'vitest';
import { buildRecord } from '../testing/build-item.ts';
import { outOfScope, wasSeenThrough } from './out-of-scope.ts';

const theirs = (parts: Parameters<typeof buildRecord>[1] = {}) =>
  buildRecord(1, { others: true, area: 'Bama', base: { version: 5, data: { a: 1 } }, ...parts });

describe('a copy of somebody else’s record that the account may not see any more', () => {
  it('[R3] goes, and is in no area; its version counts for nothing, so that it would come back whole', () => {
    const gone = outOfScope(theirs(), 0);
    expect(gone).toMatchObject({ left: true, deleted: true, base: { version: 0, data: null } });
    expect(gone).not.toHaveProperty('area');
  });

  it('[C2] stays as the person left it while an edit waits for its answer', () => {
    const edited = theirs({ data: { a: 2 } });
    expect(outOfScope(edited, 1)).toMatchObject({ left: true, deleted: false, data: { a: 2 } });
    expect(outOfScope(theirs({ deleted: true }), 1).deleted).toBe(true);
  });
});

describe('through which area a record was seen', () => {
  it('[R3] is its own, and no other', () => {
    expect(wasSeenThrough(theirs(), ['Dikwa', 'Bama'])).toBe(true);
    expect(wasSeenThrough(theirs(), ['Dikwa'])).toBe(false);
  });

  it('[R3] is none for what the person made, wherever it was made', () => {
    expect(wasSeenThrough(buildRecord(1, { area: 'Bama' }), ['Bama'])).toBe(false);
  });

  it('[R3] is none for what lies in no area', () => {
    const { area: _, ...nowhere } = theirs();
    expect(wasSeenThrough(nowhere, ['Bama'])).toBe(false);
  });
});
