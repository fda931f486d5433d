/** Composition of the whole server: a database, the services on it, the app, a socket. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { readOrMakeSecret } from './adapters/accounts/secret-file.ts';
import { CertificateKeeper } from './adapters/authority/certificate-keeper.ts';
import { LocalAuthority } from './adapters/authority/local-authority.ts';
import { privateNames } from './adapters/authority/private-names.ts';
import { ErasureFile } from './adapters/privacy/erasure-file.ts';
import type { Listener } from './adapters/http-listener.ts';
import { listen } from './adapters/http-listener.ts';
import type { TlsCertificate } from './adapters/tls-certificate.ts';
import { readCertificate } from './adapters/tls-certificate.ts';
import { NotifyBus } from './adapters/postgres/notify-bus.ts';
import { systemClock } from './adapters/system-clock.ts';
import { readWebRoot } from './adapters/web-root.ts';
import { createApp } from './app.ts';
import type { ServerConfig } from './config.ts';
import { isOnlyLocal } from './config.ts';
import { openDatabase } from './open-database.ts';
import type { OpenedServices } from './open-services.ts';
import { openServices } from './open-services.ts';
import { openTrust } from './open-trust.ts';
import type { TrustFacts } from './http/trust-words.ts';
import { CAMPS } from './seed/camps.ts';
import type { KnownPassword } from './seed/seed-accounts.ts';
import { seedAccounts } from './seed/seed-accounts.ts';
import { isoTime } from './services/clock.ts';
import type { Service } from './services/service.ts';

export interface RunningServer {
  /** Where it answers; undefined for a worker, which does not. */
  readonly url: string | undefined;
  /** The seed accounts and the passwords that the operator may be told. */
  readonly accounts: readonly KnownPassword[];
  /** How devices come to trust it, when it is its own authority. */
  readonly trust: TrustFacts | undefined;
  /** False when there is no built web app: the API alone is answered. */
  readonly servesApp: boolean;
  /** Rejects when a part that must run has failed. */
  readonly failed: Promise<never>;
  /** Takes nothing new, finishes what is under way, closes the database. Can be called twice. */
  stop(): Promise<void>;
}

/** The path holds from src/ and from dist/, where the bundles lie. */
const CODEC_THREAD = fileURLToPath(new URL('../dist/codec-thread.js', import.meta.url));

/** Longer than the slowest transaction; shorter than what service managers wait before they kill. */
const GRACE_MS = 8_000;

/** Whoever renews by hand needs some days. */
const EXPIRY_DAYS = 7;

/** @throws StartRefused with a sentence for the operator */
export async function openServer(config: ServerConfig, log: Logger): Promise<RunningServer> {
  const authority = config.localHttps && new LocalAuthority(config.dataDirectory, systemClock());
  const current = authority && (() => authority.certificateFor(privateNames(), systemClock()));
  const certificate = current?.() ?? (config.certificate && readCertificate(config.certificate));
  if (certificate !== undefined) tellExpiry(certificate, log);
  const opened = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDirectory: config.dataDirectory,
    onError: (error) => log.error({ err: error }, 'the database complains'),
    log,
  });
  const { database } = opened;
  let draining = false;
  try {
    const site = existsSync(join(config.webRoot, 'index.html')) ? readWebRoot(config.webRoot) : undefined;
    const bus =
      config.databaseUrl === undefined ? undefined : new NotifyBus({ url: config.databaseUrl, log });
    const services = openServices({
      ...config,
      ...(bus === undefined ? {} : { bus }),
      database,
      log,
      site,
      https: certificate !== undefined,
      isDraining: () => draining,
      streams: { all: config.maxScreens, each: 10 },
      erasureList: new ErasureFile(config.dataDirectory),
      codecThread: existsSync(CODEC_THREAD) ? CODEC_THREAD : undefined,
      secret: config.secret ?? readOrMakeSecret(config.dataDirectory),
    });
    const accounts = await seed(services, config);
    const again = await services.app.erasures.again();
    if (again > 0)
      log.info({ again }, 'people who were erased were in the restored backup, and are erased again');
    const app = createApp(services.app);
    const { host, port } = config;
    const answer: Parameters<typeof listen>[0] = (request, env) => app.fetch(request, env);
    const listener = config.role === 'worker' ? undefined : await listen(answer, { host, port, certificate });
    const trust =
      listener && authority ? await openTrust({ ...config, port: listener.port, authority }) : undefined;
    const keeper =
      listener &&
      current &&
      certificate &&
      new CertificateKeeper({ current, use: listener.renew, log }, certificate);
    const together = [
      ...opened.services,
      ...(bus === undefined ? [] : [bus]),
      ...services.services,
      ...(keeper === undefined ? [] : [keeper]),
    ];
    const listeners = [listener, trust?.listener].filter((one) => one !== undefined);
    const { failed, stop } = runTogether(together, listeners, () => database.close());
    return {
      url: listener && (config.origin ?? trust?.facts.serverUrls[0] ?? addressOf(config, listener.port)),
      trust: trust?.facts,
      accounts,
      servesApp: site !== undefined,
      failed,
      stop: () => {
        draining = true;
        return stop();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function addressOf({ certificate, host }: ServerConfig, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${certificate === undefined ? 'http' : 'https'}://${name}:${String(port)}`;
}

/** It serves all the same: to renew the certificate is the operator's, and stopping would help nobody. */
function tellExpiry({ validToMs }: TlsCertificate, log: Logger): void {
  const days = Math.floor((validToMs - systemClock()) / 86_400_000);
  if (days < EXPIRY_DAYS)
    log.error({ days }, 'the certificate expires soon: browsers will refuse this server');
}

async function seed(services: OpenedServices, config: ServerConfig): Promise<readonly KnownPassword[]> {
  const { firstStart, book, app } = services;
  return firstStart.alone(async () => {
    const first = !(await firstStart.isDone());
    const accounts = await seedAccounts({
      book,
      create: first,
      onlyLocal: isOnlyLocal(config),
      makePassword: app.makePassword,
    });
    // Last: a start that is cut short before it does everything once more.
    if (first) await firstStart.finish(CAMPS, isoTime(app.clock()));
    return accounts;
  });
}

function runTogether(
  services: readonly Service[],
  listeners: readonly Listener[],
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
    const closed = Promise.all(listeners.map((listener) => listener.close(GRACE_MS)));
    await Promise.all(services.map(async (service) => service.drain?.()));
    ending.abort();
    await Promise.allSettled(running);
    await closed;
    await close();
  };
  return { failed, stop: () => (stopped ??= stop()) };
}
