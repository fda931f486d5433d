import { PGlite } from '@electric-sql/pglite';

/** An operation that the office judged for good. */
export interface LedgerRow {
  readonly id: string;
  readonly recordId: string;
  readonly status: string;
  /** ms since 1970 when the office began with its batch. */
  readonly receivedAtMs: number;
}

export interface Ledger {
  readonly operations: readonly LedgerRow[];
  /** Version by record: how often something was done to it. */
  readonly versions: ReadonlyMap<string, number>;
}

export async function readLedger(folder: string): Promise<Ledger> {
  const database = await PGlite.create(folder);
  try {
    const operations = await database.query<{
      id: string;
      record_id: string;
      status: string;
      received_at_ms: number;
    }>(`select id, record_id, verdict->>'status' status, 
       (extract(epoch from received_at) * 1000)::float8 received_at_ms from operations`);
    const records = await database.query<{ id: string; version: number }>('select id, version from records');
    return {
      operations: operations.rows.map((row) => ({
        id: row.id,
        recordId: row.record_id,
        status: row.status,
        receivedAtMs: row.received_at_ms,
      })),
      versions: new Map(records.rows.map(({ id, version }) => [id, version])),
    };
  } finally {
    await database.close();
  }
}
