/** What exports need from the database and from a packer, by contract. */
import type { RecordDetail, RecordQuery, RecordType } from '@fieldsync/protocol';

/** One file of a zip, its text in parts. */
export interface ZipFile {
  readonly name: string;
  readonly parts: AsyncIterable<string> | Iterable<string>;
}
export type PackZip = (files: AsyncIterable<ZipFile>, at: number) => AsyncGenerator<Uint8Array>;

/** The filters of the coordinators' list. */
export type RecordFilter = Omit<RecordQuery, 'order' | 'after' | 'limit' | 'type'>;

export interface ExportPage {
  readonly records: readonly RecordDetail[];
  /** Where the next page goes on; null after the last. */
  readonly next: string | null;
}

export interface RecordExporter {
  /**
   * Records of one type that came in until `until`, the newest first. Pages follow one another by what never changes of a record,
   * so that none is twice in an export and none that was there is missing, whatever arrives and changes meanwhile.
   */
  page(query: {
    readonly filter: RecordFilter;
    readonly type: RecordType;
    readonly until: string;
    readonly after: string | null;
  }): Promise<ExportPage>;
}
