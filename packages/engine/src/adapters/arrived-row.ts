import type { RecordRow } from './sealed-rows.ts';

/**
 * The row of a record that was made here, once the office has it: the answers are the same, so their box stays shut. To open
 * it and write it anew was a fifth of what an acknowledgement cost the phone.
 * @param at ms since 1970
 * @returns undefined where something else became of it meanwhile
 */
export function arrivedRow(row: RecordRow, version: number, at: number): RecordRow | undefined {
  if (row.deleted || (row.state !== 'phone' && row.state !== 'sending')) return undefined;
  const office = { ...row, state: 'office', officeAt: at } as const;
  /* With a version of the office's that is known here its answer is not settled in this way; should it be, what was pulled stands. */
  return row.base === 'none' ? { ...office, version, base: 'same' } : office;
}
