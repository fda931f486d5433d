import type { RecordDetail } from '@fieldsync/protocol';
import type { ExportColumn } from './export-columns.ts';

/** One record as a Feature of RFC 7946: longitude before latitude, and `null` where the phone had no position. */
export function geojsonFeature(record: RecordDetail, columns: readonly ExportColumn[]): unknown {
  const said = columns.flatMap(({ name, value }) => {
    const cell = value(record);
    return cell === null ? [] : [[name, cell] as const];
  });
  return {
    type: 'Feature',
    id: record.id,
    geometry: pointOf(record.data['location']),
    properties: Object.fromEntries(said),
  };
}

function pointOf(location: unknown): unknown {
  if (typeof location !== 'object' || location === null) return null;
  const { longitude, latitude } = location as { longitude?: unknown; latitude?: unknown };
  return typeof longitude === 'number' && typeof latitude === 'number'
    ? { type: 'Point', coordinates: [longitude, latitude] }
    : null;
}
