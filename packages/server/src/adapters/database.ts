import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './drizzle/schema/index.ts';

/** What both drivers give for a raw statement. */
interface RawResult<Row> {
  readonly rows: Row[];
}
interface RawResultKind extends PgQueryResultHKT {
  readonly type: RawResult<this['row']>;
}

/** Drizzle over either driver: one type, so that each query is written once. */
export type Queries = PgDatabase<RawResultKind, typeof schema>;

/**
 * One database for everything, embedded or Postgres.
 *
 * Inside `transaction` use only the `Queries` that are handed in. The embedded database has a single connection: a
 * query beside the transaction would wait for a transaction that waits for the query, so there it is refused at once.
 */
export interface Database {
  readonly kind: 'embedded' | 'postgres';
  readonly queries: Queries;
  /** Commits when `work` resolves, rolls back when it throws. Concurrent calls wait for each other where they must. */
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>;
  /** Runs `work` while no other process does work of the same name on this database: whoever comes second waits. */
  alone<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Of a pool: how many connections there are, how many of them nobody uses, and how many callers wait for one. */
  connections?(): { readonly total: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}
