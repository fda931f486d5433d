import type { CellValue } from '@fieldsync/protocol';
import { defuseFormula } from './defuse-formula.ts';

/** Without it Excel reads UTF-8 as the computer's old code page, and every name with an accent is broken. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** One row by RFC 4180, with its line end. */
export function csvLine(cells: readonly CellValue[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: CellValue): string {
  if (value === null) return '';
  // A number that begins with a minus is a number, and stays one.
  const text = typeof value === 'string' ? defuseFormula(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
