import { AsyncLocalStorage } from 'node:async_hooks';
import type { PGlite } from '@electric-sql/pglite';

/**
 * The client, except that a query beside an open transaction of the same call is refused. PGlite has one connection
 * and queues: such a query would wait for the transaction, and the transaction for the query, for ever.
 */
export function guardedClient(client: PGlite): PGlite {
  const open = new AsyncLocalStorage<{ ended: boolean }>();
  const refuseInside = (): void => {
    if (open.getStore()?.ended === false)
      throw new Error('inside a transaction use only the queries that were handed in');
  };
  const guarded: Pick<PGlite, 'query' | 'transaction'> = {
    async query<Row>(...args: Parameters<PGlite['query']>) {
      refuseInside();
      return client.query<Row>(...args);
    },
    async transaction<Result>(work: Parameters<typeof client.transaction<Result>>[0]) {
      refuseInside();
      const marker = { ended: false };
      try {
        return await open.run(marker, () => client.transaction(work));
      } finally {
        // What was started inside and outlives it may query again.
        marker.ended = true;
      }
    },
  };
  return guarded as PGlite;
}
