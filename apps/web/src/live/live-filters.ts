import { limits, type RecordPage, type RecordSummary, type Sector } from '@fieldsync/protocol';

export type LiveCounts = RecordPage['counts'];
export const LIVE_CHIPS = ['all', 'critical', 'high', 'normal', 'low', 'conflict'] as const;
export type LiveChip = (typeof LIVE_CHIPS)[number];
export type LiveOrder = 'priority' | 'newest';

/** What the coordinator chose to see. */
export interface LiveFilters {
  readonly chip: LiveChip;
  readonly sector: Sector | undefined;
  readonly placeId: string | undefined;
  /** Place, person or the beginning of a record's id. */
  readonly search: string;
  /** ISO time; only records that reached the office since then. */
  readonly since: string | undefined;
  readonly order: LiveOrder;
}

const holds = (text: string | undefined, typed: string): boolean =>
  text?.toLowerCase().includes(typed) === true;

function found(record: RecordSummary, search: string): boolean {
  const typed = search.trim().toLowerCase();
  if (typed === '') return true;
  const { place, from, id } = record;
  return (
    [place?.name, place?.lga, place?.ward, from.name].some((text) => holds(text, typed)) ||
    id.startsWith(typed)
  );
}

/** Everything but the chip: what the counts are over. Decides as the office does for `GET records`. */
export function inScope(record: RecordSummary, filters: LiveFilters): boolean {
  const { sector, placeId, since, search } = filters;
  return (
    !record.deleted &&
    (sector === undefined || record.sector === sector) &&
    (placeId === undefined || record.place?.id === placeId) &&
    (since === undefined || record.receivedAt >= since) &&
    found(record, search)
  );
}

/** The chips under which a record counts. */
export function chipsOf(record: RecordSummary): LiveChip[] {
  const band = record.band.toLowerCase() as Lowercase<RecordSummary['band']>;
  return record.state === 'conflict' ? ['all', band, 'conflict'] : ['all', band];
}

export const matches = (record: RecordSummary, filters: LiveFilters): boolean =>
  inScope(record, filters) && chipsOf(record).includes(filters.chip);

/** As the query of `GET records`. */
export function liveQuery(filters: LiveFilters, page: { after?: string; limit: number }): URLSearchParams {
  const { chip, sector, placeId, since, order } = filters;
  const search = filters.search.trim();
  const query = new URLSearchParams({ order, limit: String(page.limit) });
  if (chip === 'conflict') query.set('state', 'conflict');
  else if (chip !== 'all') query.set('band', chip.toUpperCase());
  if (sector !== undefined) query.set('sector', sector);
  if (placeId !== undefined) query.set('placeId', placeId);
  if (since !== undefined) query.set('since', since);
  if (search !== '') query.set('q', search.slice(0, limits.nameLength));
  if (page.after !== undefined) query.set('after', page.after);
  return query;
}
