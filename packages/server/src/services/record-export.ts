import type { RecordDetail, RecordType } from '@fieldsync/protocol';
import { RECORD_TYPES } from '@fieldsync/protocol';
import { BYTE_ORDER_MARK, csvLine } from '../core/export/csv-line.ts';
import { exportColumns } from '../core/export/export-columns.ts';
import { geojsonFeature } from '../core/export/geojson-feature.ts';
import type { PackZip, RecordExporter } from '../export-ports.ts';
import type { ExportOrder, Sheet } from './export-order.ts';
import { workbookFiles } from './workbook-files.ts';

export interface RecordExportParts {
  readonly records: RecordExporter;
  readonly pack: PackZip;
}

/** Records as a file, page by page: at any time no more than one page is in memory, however many there are. */
export class RecordExport {
  private readonly parts: RecordExportParts;

  constructor(parts: RecordExportParts) {
    this.parts = parts;
  }

  stream(order: ExportOrder): AsyncGenerator<Uint8Array> {
    const types = order.type === undefined ? RECORD_TYPES : [order.type];
    switch (order.format) {
      case 'csv':
        return encoded(this.csv(order, types));
      case 'geojson':
        return encoded(this.geojson(order, types));
      case 'xlsx': {
        const sheets = types.map((type): Sheet => ({
          type,
          columns: exportColumns([type]),
          pages: () => this.pages(order, [type]),
        }));
        return this.parts.pack(workbookFiles(order, sheets), Date.parse(order.at));
      }
    }
  }

  private async *csv(order: ExportOrder, types: readonly RecordType[]): AsyncGenerator<string> {
    const columns = exportColumns(types);
    yield BYTE_ORDER_MARK + csvLine(columns.map(({ header }) => header));
    for await (const records of this.pages(order, types))
      yield records.map((record) => csvLine(columns.map(({ value }) => value(record)))).join('');
  }

  private async *geojson(order: ExportOrder, types: readonly RecordType[]): AsyncGenerator<string> {
    const columns = exportColumns(types);
    const { by, at, type, filter } = order;
    // A member of our own beside those of RFC 7946, which allows it: readers that do not know it leave it.
    const about = JSON.stringify({ exportedAt: at, exportedBy: by, filter: { type, ...filter } });
    yield `{"type":"FeatureCollection","fieldsync":${about},"features":[`;
    let first = true;
    for await (const records of this.pages(order, types)) {
      const features = records.map((record) => JSON.stringify(geojsonFeature(record, columns)));
      yield `${first || features.length === 0 ? '' : ','}\n${features.join(',\n')}`;
      if (features.length > 0) first = false;
    }
    yield ']}\n';
  }

  private async *pages(
    { filter, at }: ExportOrder,
    types: readonly RecordType[],
  ): AsyncGenerator<readonly RecordDetail[]> {
    for (const type of types) {
      for (let after: string | null = null; ;) {
        const page = await this.parts.records.page({ filter, type, until: at, after });
        yield page.records;
        if (page.next === null) break;
        after = page.next;
      }
    }
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
