import type { CellValue, ColumnKind, RecordDetail, RecordType } from '@fieldsync/protocol';
import { cellOf, RECORD_TYPES, recordColumns } from '@fieldsync/protocol';

/** One column of an exported table. */
export interface ExportColumn {
  readonly name: string;
  readonly header: string;
  readonly kind: ColumnKind;
  readonly value: (record: RecordDetail) => CellValue;
}

/** What every record has, before its answers. */
const COMMON: readonly ExportColumn[] = [
  { name: 'recordId', header: 'Record', kind: 'text', value: ({ id }) => id },
  { name: 'recordType', header: 'Kind', kind: 'text', value: ({ type }) => type },
  { name: 'sector', header: 'Sector', kind: 'text', value: ({ sector }) => sector },
  { name: 'place', header: 'Place', kind: 'text', value: ({ place }) => place?.name ?? null },
  { name: 'ward', header: 'Ward', kind: 'text', value: ({ place }) => place?.ward ?? null },
  { name: 'lga', header: 'Local government area', kind: 'text', value: ({ place }) => place?.lga ?? null },
  { name: 'urgency', header: 'Urgency', kind: 'text', value: ({ band }) => band },
  { name: 'score', header: 'Score', kind: 'number', value: ({ score }) => score },
  { name: 'state', header: 'State', kind: 'text', value: ({ state }) => state },
  { name: 'from', header: 'Recorded by', kind: 'text', value: ({ from }) => from.name },
  { name: 'capturedAt', header: 'Saved on the phone', kind: 'time', value: ({ capturedAt }) => capturedAt },
  { name: 'receivedAt', header: 'Came to the office', kind: 'time', value: ({ receivedAt }) => receivedAt },
  { name: 'changedAt', header: 'Last changed', kind: 'time', value: ({ changedAt }) => changedAt },
  { name: 'version', header: 'Version', kind: 'number', value: ({ version }) => version },
];
const TAKEN = new Set(COMMON.map(({ name }) => name));

/**
 * The columns of a table of these types: what every record has, then each answer once. Answers of one name in two types share a
 * column.
 */
export function exportColumns(types: readonly RecordType[] = RECORD_TYPES): readonly ExportColumn[] {
  const columns = new Map<string, ExportColumn>();
  for (const column of types.flatMap((type) => recordColumns(type))) {
    const { name, header, kind } = column;
    // An answer that is called as one of ours keeps its own column.
    const key = TAKEN.has(name) ? `answer.${name}` : name;
    if (!columns.has(key))
      columns.set(key, { name: key, header, kind, value: ({ data }) => cellOf(column, data) });
  }
  return [...COMMON, ...columns.values()];
}
