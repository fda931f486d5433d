import type { RecordRow } from './sealed-rows.ts';

/**
 * The row of a record that was made here, once the office has it: the answers are the same, so their box stays shut. To open
 * it and write it anew was a fifth of what an acknowledgement cost the phone.
 * @param at ms since 1970
 * @returns undefined where the office's version was known before: what a person sees may change then
 */
export function arrivedRow(row: RecordRow, version: number, at: number): RecordRow | undefined {
  if (row.base !== 'none' || row.state !== 'phone' || row.deleted) return undefined;
  return { ...row, state: 'office', version, base: 'same', officeAt: at };
}
