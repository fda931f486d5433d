import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { layFoundation } from '../../../packages/server/src/adapters/drizzle/queries/lay-foundation.ts';
import { openEmbeddedDatabase } from '../../../packages/server/src/adapters/embedded/embedded-database.ts';
import { listen } from '../../../packages/server/src/adapters/http-listener.ts';
import { createApp } from '../../../packages/server/src/app.ts';
import { openServices } from '../../../packages/server/src/open-services.ts';
import { SEED_ACCOUNTS } from '../../../packages/server/src/seed/seed-accounts.ts';

/** The server in this process, on an embedded database in a folder, with room for any number of viewers. */
export async function openLiveOffice(): Promise<{ origin: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldsync-live-'));
  const database = await openEmbeddedDatabase({
    directory: join(folder, 'database'),
    migrationsFolder: 'packages/server/migrations',
  });
  await database.transaction(layFoundation);
  const opened = openServices({
    database,
    secret: 'only for a benchmark, and at least 32 long',
    log: pino({ level: 'silent' }),
    streams: { all: 100_000, each: 100_000 },
  });
  for (const account of SEED_ACCOUNTS) await opened.book.create(account);
  const app = createApp(opened.app);
  const stop = new AbortController();
  const running = opened.services.map((service) => service.run(stop.signal));
  const listener = await listen((request, env) => app.fetch(request, env), {
    host: '127.0.0.1',
    port: 0,
    certificate: undefined,
  });
  return {
    origin: `http://127.0.0.1:${String(listener.port)}`,
    async close() {
      stop.abort();
      await Promise.all(running);
      await listener.close(1_000);
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
