import type { RecordType } from '@fieldsync/protocol';
import { MOST_SHEET_ROWS, SHEET_END, sheetHead, sheetRow } from '../core/export/sheet-xml.ts';
import { sheetPath, workbookParts } from '../core/export/workbook-parts.ts';
import type { ZipFile } from '../export-ports.ts';
import type { ExportOrder, Sheet } from './export-order.ts';

const TITLES: Readonly<Record<RecordType, string>> = {
  ASSESSMENT: 'Assessments',
  RESPONSE: 'Responses',
  MEDIA: 'Photos and files',
};
const ABOUT_COLUMNS = [
  { header: 'This table', kind: 'text' },
  { header: '', kind: 'text' },
] as const;

/** The files of a workbook, in the order in which they can be written: a sheet a kind, one more where it is full. */
export async function* workbookFiles(
  order: ExportOrder,
  sheets: readonly Sheet[],
  mostRows = MOST_SHEET_ROWS,
): AsyncGenerator<ZipFile> {
  const names: string[] = ['About'];
  yield { name: sheetPath(1), parts: [aboutSheet(order)] };
  for (const { type, columns, pages } of sheets) {
    const rows = rowsOf(pages());
    let row = await rows.next();
    for (let number = 1; number === 1 || row.done !== true; number += 1) {
      names.push(number === 1 ? TITLES[type] : `${TITLES[type]} ${String(number)}`);
      const parts = async function* (): AsyncGenerator<string> {
        yield sheetHead(columns);
        let part = '';
        for (let count = 1; row.done !== true && count < mostRows; count += 1) {
          const { record, last } = row.value;
          part += sheetRow(
            columns,
            columns.map(({ value }) => value(record)),
          );
          // A page is a part: it was read in one go and is packed in one.
          if (last) {
            yield part;
            part = '';
          }
          row = await rows.next();
        }
        yield part + SHEET_END;
      };
      yield { name: sheetPath(names.length), parts: parts() };
    }
  }
  for (const { name, text } of workbookParts(names)) yield { name, parts: [text] };
}

type Records = Sheet['pages'] extends () => AsyncIterable<readonly (infer One)[]> ? One : never;

async function* rowsOf(
  pages: AsyncIterable<readonly Records[]>,
): AsyncGenerator<{ record: Records; last: boolean }, undefined> {
  for await (const records of pages)
    for (const [index, record] of records.entries()) yield { record, last: index === records.length - 1 };
}

function aboutSheet({ by, at, type, filter }: ExportOrder): string {
  const lines: (readonly [string, string | null])[] = [
    ['Exported at (UTC)', at],
    ['Exported by', by],
    ['Kind', type ?? 'all'],
    ...Object.entries(filter).map(([name, value]) => [`Only: ${name}`, value ?? null] as const),
    ['', null],
    ['Times are UTC. What came in after the export began is not in it.', null],
    ['It holds personal data: keep it, pass it on and delete it as your organisation has agreed.', null],
  ];
  return sheetHead(ABOUT_COLUMNS) + lines.map((line) => sheetRow(ABOUT_COLUMNS, line)).join('') + SHEET_END;
}
