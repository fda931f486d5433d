import type { PGlite } from '@electric-sql/pglite';
import { StartRefused } from '../../start-refused.ts';

/** What the self-test watches: DurableNodeFS counts its fsync(2) calls. */
export interface SyncCounter {
  readonly syncs: number;
}

/**
 * Proves before the first request that a commit reaches the disk: Postgres says fsync is on, and the count of fsync(2)
 * calls rises with one commit. The durable file system leans on PGlite's internals; if an upgrade takes them away,
 * the server must not accept a record that a power cut would lose.
 * @throws StartRefused NOT_DURABLE
 */
export async function proveDurable(client: PGlite, counter: SyncCounter): Promise<void> {
  const { rows } = await client.query<{ fsync: string }>('show fsync');
  if (rows[0]?.fsync !== 'on') throw notDurable('Postgres reports fsync = off');
  const before = counter.syncs;
  // A write-ahead log record that changes no table: the smallest commit that must be flushed.
  await client.query(`select pg_logical_emit_message(true, 'fieldsync', 'boot')`);
  if (counter.syncs <= before) throw notDurable('a commit returned without an fsync');
}

function notDurable(what: string): StartRefused {
  return new StartRefused(
    'NOT_DURABLE',
    `The embedded database does not write safely to disk here (${what}), so the server will not accept data. ` +
      'Set DATABASE_URL to a PostgreSQL server, or report this with your platform and Node version.',
  );
}
