import { limits, type DeviceFilter } from '@fieldsync/protocol';

/** What a coordinator chose to see of the phones. */
export interface FleetFilters {
  readonly show: DeviceFilter;
  /** Part of a name, or the beginning of a phone's id. */
  readonly search: string;
}

/** Rows of one page: an answer costs the same whatever number of phones there is. */
export const FLEET_PAGE = 50;

/** As the query of `GET devices`. @param after from the page before; undefined for the first */
export function fleetQuery({ show, search }: FleetFilters, after: string | undefined): string {
  const query = new URLSearchParams({ limit: String(FLEET_PAGE) });
  const typed = search.trim();
  if (show !== 'all') query.set('show', show);
  if (typed !== '') query.set('q', typed.slice(0, limits.nameLength));
  if (after !== undefined) query.set('after', after);
  return query.toString();
}

/**
 * The rows in the order in which they stand on the screen while somebody reads there; new ones behind them. What they say is
 * always the newest.
 */
export function inPlace<Row extends { readonly id: string }>(
  rows: readonly Row[],
  standing: readonly string[],
): readonly Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const stay = standing.flatMap((id) => byId.get(id) ?? []);
  const stood = new Set(standing);
  return [...stay, ...rows.filter(({ id }) => !stood.has(id))];
}
