import {
  RECORD_TYPES,
  SECTORS,
  SEVERITIES,
  type RecordType,
  type Sector,
  type Severity,
} from '@fieldsync/protocol';

/** What a coordinator chose to see. */
export interface ConflictFilters {
  readonly status: 'open' | 'resolved';
  readonly severity: Severity | undefined;
  readonly type: RecordType | undefined;
  readonly sector: Sector | undefined;
  readonly placeId: string | undefined;
  readonly search: string;
}

/** From the page's address; what is none of ours is no filter. */
export function readFilters(params: { get(name: string): string | null }): ConflictFilters {
  const oneOf = <Value extends string>(values: readonly Value[], name: string): Value | undefined =>
    values.find((value) => value === params.get(name));
  return {
    status: params.get('show') === 'resolved' ? 'resolved' : 'open',
    severity: oneOf(SEVERITIES, 'severity'),
    type: oneOf(RECORD_TYPES, 'type'),
    sector: oneOf(SECTORS, 'sector'),
    placeId: params.get('place') ?? undefined,
    search: params.get('q') ?? '',
  };
}

export function isNarrowed({ severity, type, sector, placeId, search }: ConflictFilters): boolean {
  return [severity, type, sector, placeId].some((value) => value !== undefined) || search !== '';
}

/** As the query of `GET conflicts`. */
export function conflictQuery(filters: ConflictFilters, limit: number): string {
  const { status, severity, type, sector, placeId } = filters;
  const search = filters.search.trim().slice(0, 120);
  const query = new URLSearchParams({ status, limit: String(limit) });
  if (severity !== undefined) query.set('severity', severity);
  if (type !== undefined) query.set('type', type);
  if (sector !== undefined) query.set('sector', sector);
  if (placeId !== undefined) query.set('placeId', placeId);
  if (search !== '') query.set('q', search);
  return query.toString();
}
