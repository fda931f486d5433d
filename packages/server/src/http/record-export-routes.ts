import type { ExportFormat } from '@fieldsync/protocol';
import { paths, recordExportQuerySchema } from '@fieldsync/protocol';
import type { AuditLog } from '../services/audit.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { RecordExport } from '../services/record-export.ts';
import { check } from './read-json.ts';
import { sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';
import { sendNotedFile } from './send-noted-file.ts';
import type { StreamPlaces } from './stream-places.ts';

export interface RecordExportRoutesParts {
  readonly recordExport: RecordExport;
  readonly places: StreamPlaces;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  geojson: 'application/geo+json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** GET records/export: what the list shows, as a file. */
export function recordExportRoutes(mount: Mount, parts: RecordExportRoutesParts): void {
  const { recordExport, clock } = parts;
  mount('GET', paths.recordExport, async (c) => {
    const query = check(recordExportQuerySchema, c.req.query());
    if (!query.ok) return sendProblem(c, query.error);
    const actor = c.get('actor');
    const at = isoTime(clock());
    const { format, type, ...filter } = query.value;
    // What was searched for may be a person's name, and the audit log forgets nothing.
    const { q, ...told } = filter;
    const detail = {
      format,
      ...(type && { type }),
      ...told,
      ...(q === undefined ? {} : { searched: true }),
    };
    return sendNotedFile(
      c,
      parts,
      { at, actor: actor.id, act: 'records:export', subject: '', detail },
      {
        name: `fieldsync-records-${at.slice(0, 10)}.${format}`,
        type: TYPES[format],
        packed: format === 'xlsx',
        parts: recordExport.stream({ format, type, filter, by: actor.name, at }),
      },
    );
  });
}
