import type { ExportFormat, RecordDetail, RecordType } from '@fieldsync/protocol';
import type { ExportColumn } from '../core/export/export-columns.ts';
import type { RecordFilter } from '../export-ports.ts';

/** What an export is of, and who asked for it: stands in the file where its form has a place for it. */
export interface ExportOrder {
  readonly format: ExportFormat;
  /** Undefined: all of them. */
  readonly type: RecordType | undefined;
  readonly filter: RecordFilter;
  readonly by: string;
  /** ISO 8601; what came in later is not in it. */
  readonly at: string;
}

/** The records of one type, and what is said of each. */
export interface Sheet {
  readonly type: RecordType;
  readonly columns: readonly ExportColumn[];
  readonly pages: () => AsyncIterable<readonly RecordDetail[]>;
}
