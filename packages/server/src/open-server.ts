/** Composition of the whole server: a database, the services on it, the app, a socket. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { readOrMakeSecret } from './adapters/accounts/secret-file.ts';
import type { Listener } from './adapters/http-listener.ts';
import { listen } from './adapters/http-listener.ts';
import { readWebRoot } from './adapters/web-root.ts';
import { createApp } from './app.ts';
import type { ServerConfig } from './config.ts';
import { isOnlyLocal } from './config.ts';
import { openDatabase } from './open-database.ts';
import type { OpenedServices } from './open-services.ts';
import { openServices } from './open-services.ts';
import { CAMPS } from './seed/camps.ts';
import type { KnownPassword } from './seed/seed-accounts.ts';
import { seedAccounts } from './seed/seed-accounts.ts';
import { isoTime } from './services/clock.ts';
import type { Service } from './services/service.ts';

export interface RunningServer {
  /** Where it answers. */
  readonly url: string;
  /** The seed accounts and the passwords that the operator may be told. */
  readonly accounts: readonly KnownPassword[];
  /** False when there is no built web app: the API alone is answered. */
  readonly servesApp: boolean;
  /** Rejects when a part that must run has failed. */
  readonly failed: Promise<never>;
  /** Takes nothing new, finishes what is under way, closes the database. Can be called twice. */
  stop(): Promise<void>;
}

/** Longer than the slowest transaction; shorter than what service managers wait before they kill. */
const GRACE_MS = 8_000;

/** @throws StartRefused with a sentence for the operator */
export async function openServer(config: ServerConfig, log: Logger): Promise<RunningServer> {
  const opened = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDirectory: config.dataDirectory,
    onError: (error) => log.error({ err: error }, 'the database complains'),
  });
  const { database } = opened;
  try {
    const site = existsSync(join(config.webRoot, 'index.html')) ? readWebRoot(config.webRoot) : undefined;
    const services = openServices({
      ...config,
      database,
      log,
      site,
      secret: config.secret ?? readOrMakeSecret(config.dataDirectory),
    });
    const accounts = await seed(services, config);
    const app = createApp(services.app);
    const listener = await listen((request, env) => app.fetch(request, env), config.host, config.port);
    const { failed, stop } = runTogether([...opened.services, ...services.services], listener, () =>
      database.close(),
    );
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    const url = config.origin ?? `http://${host}:${String(listener.port)}`;
    return { url, accounts, servesApp: site !== undefined, failed, stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function seed(services: OpenedServices, config: ServerConfig): Promise<readonly KnownPassword[]> {
  const { firstStart, book, app } = services;
  const first = !(await firstStart.isDone());
  const accounts = await seedAccounts({
    book,
    create: first,
    onlyLocal: isOnlyLocal(config),
    makePassword: () => randomBytes(12).toString('base64url'),
  });
  // Last: a start that is cut short before it does everything once more.
  if (first) await firstStart.finish(CAMPS, isoTime(app.clock()));
  return accounts;
}

function runTogether(
  services: readonly Service[],
  listener: Listener,
  close: () => Promise<void>,
): Pick<RunningServer, 'failed' | 'stop'> {
  const ending = new AbortController();
  const running = services.map((service) => service.run(ending.signal));
  const failed = new Promise<never>((_, reject) => {
    for (const run of running) run.catch(reject);
  });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    // No new connection from here on; then the event streams end, or their sockets would be waited for.
    const closed = listener.close(GRACE_MS);
    await Promise.all(services.map(async (service) => service.drain?.()));
    ending.abort();
    await Promise.allSettled(running);
    await closed;
    await close();
  };
  return { failed, stop: () => (stopped ??= stop()) };
}
