/** Rows of a worksheet (ECMA-376, SpreadsheetML), one at a time, so that a sheet of any length needs no room. */
import type { CellValue, ColumnKind } from '@fieldsync/protocol';
import { defuseFormula } from './defuse-formula.ts';
import { xmlText } from './xml-text.ts';

export interface SheetColumn {
  readonly header: string;
  readonly kind: ColumnKind;
}

/** Rows of a sheet, by Excel's own limit; what is beyond goes on in another one. */
export const MOST_SHEET_ROWS = 1_048_576;
/** Letters of a cell, by the same. */
const MOST_LETTERS = 32_767;
const DAY_MS = 86_400_000;
/** Days from the beginning of Excel's calendar to 1970. */
const EPOCH_DAYS = 25_569;

/** Places in the list of styles in `workbook-parts.ts`. */
const STYLE = { header: 1, time: 2, day: 3 } as const;

export function sheetHead(columns: readonly SheetColumn[]): string {
  const widths = columns
    .map(({ header, kind }, index) => {
      const width = kind === 'time' ? 17 : Math.max(10, Math.min(40, header.length + 2));
      return `<col min="${String(index + 1)}" max="${String(index + 1)}" width="${String(width)}" customWidth="1"/>`;
    })
    .join('');
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths}</cols><sheetData>` +
    `<row>${columns.map(({ header }) => textCell(header, STYLE.header)).join('')}</row>`
  );
}

export function sheetRow(columns: readonly SheetColumn[], cells: readonly CellValue[]): string {
  return `<row>${cells.map((value, index) => cell(value, columns[index]?.kind ?? 'text')).join('')}</row>`;
}

export const SHEET_END = '</sheetData></worksheet>';

function cell(value: CellValue, kind: ColumnKind): string {
  // Cells have no address: each stands behind the one before, so an empty one takes its place, too.
  if (value === null) return '<c/>';
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? '1' : '0'}</v></c>`;
  if (typeof value === 'number') return `<c><v>${String(value)}</v></c>`;
  const style = kind === 'time' || kind === 'day' ? kind : undefined;
  const days = style === undefined ? undefined : excelDays(value);
  return style === undefined || days === undefined
    ? textCell(defuseFormula(value))
    : `<c s="${String(STYLE[style])}"><v>${String(days)}</v></c>`;
}

/** Undefined for what is no date, or one before Excel's calendar begins to be true. */
function excelDays(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text)) return undefined;
  const days = Date.parse(text) / DAY_MS + EPOCH_DAYS;
  return days >= 61 ? days : undefined;
}

function textCell(text: string, style?: number): string {
  const written = xmlText(text.slice(0, MOST_LETTERS));
  return `<c t="inlineStr"${style === undefined ? '' : ` s="${String(style)}"`}><is><t xml:space="preserve">${written}</t></is></c>`;
}
