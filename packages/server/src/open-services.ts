/** Composition of everything behind the routes, on a database that is open. */
import type { Logger } from 'pino';
import { createAuth } from './adapters/accounts/create-auth.ts';
import { BetterAuthAccountBook } from './adapters/accounts/better-auth-account-book.ts';
import { BetterAuthAccounts } from './adapters/accounts/better-auth-accounts.ts';
import type { Database } from './adapters/database.ts';
import { CodecThread } from './adapters/dense/codec-thread.ts';
import { DrizzleExchangeStore } from './adapters/drizzle/drizzle-exchange-store.ts';
import { DrizzleAuditLog } from './adapters/drizzle/office/drizzle-audit-log.ts';
import { DrizzleCommandBook } from './adapters/drizzle/office/drizzle-command-book.ts';
import { DrizzleConfigBook } from './adapters/drizzle/office/drizzle-config-book.ts';
import { DrizzleConflictReader } from './adapters/drizzle/office/drizzle-conflict-reader.ts';
import { DrizzleFirstStart } from './adapters/drizzle/office/drizzle-first-start.ts';
import { DrizzleDeviceBook } from './adapters/drizzle/office/drizzle-device-book.ts';
import { DrizzleRecordReader } from './adapters/drizzle/office/drizzle-record-reader.ts';
import { mintUuidV7, systemClock } from './adapters/system-clock.ts';
import type { AccountBook } from './accounts/accounts.ts';
import type { AppServices } from './app.ts';
import type { StaticSite } from './http/static-site.ts';
import type { StreamBounds } from './http/stream-places.ts';
import type { FirstStart } from './office-ports.ts';
import type { Clock, MintId } from './services/clock.ts';
import type { DenseCoding } from './services/dense-coding.ts';
import { NO_DENSE_CODING } from './services/dense-coding.ts';
import type { DenseIntakeBounds } from './services/dense-intake.ts';
import { DENSE_INTAKE_BOUNDS, DenseIntake } from './services/dense-intake.ts';
import type { EventBus } from './services/event-bus.ts';
import { InProcessBus } from './services/event-bus.ts';
import { LiveEvents } from './services/live-events.ts';
import type { Service } from './services/service.ts';

export interface OpenServicesOptions {
  readonly database: Database;
  readonly secret: string;
  readonly log: Logger;
  readonly origin?: string | undefined;
  /** Whether the server itself speaks https; a proxy that does is told by `origin`. */
  readonly https?: boolean;
  readonly site?: StaticSite | undefined;
  readonly trustProxy?: boolean;
  readonly maxExchanges?: number;
  readonly streams?: StreamBounds;
  readonly signInsPerMinute?: number;
  readonly clock?: Clock;
  readonly mintId?: MintId;
  readonly bus?: EventBus;
  /** The program of the codec thread; without it devices are asked for JSON. */
  readonly codecThread?: string | undefined;
  /** In place of a thread. */
  readonly coding?: DenseCoding;
  readonly intake?: DenseIntakeBounds;
}

export interface OpenedServices {
  readonly app: AppServices;
  readonly book: AccountBook;
  readonly firstStart: FirstStart;
  /** What must run as long as the process. */
  readonly services: readonly Service[];
}

export function openServices(options: OpenServicesOptions): OpenedServices {
  const { database, log, secret, clock = systemClock, mintId = mintUuidV7 } = options;
  const { queries } = database;
  // Only used to name cookies and to tell https from http; requests are judged by their own check.
  const origin = options.origin ?? (options.https === true ? 'https://localhost' : 'http://localhost');
  const auth = createAuth({
    queries,
    secret,
    origin,
    log,
    signInsPerMinute: options.signInsPerMinute ?? 30,
  });
  const bus = options.bus ?? new InProcessBus();
  const records = new DrizzleRecordReader(database);
  const config = new DrizzleConfigBook(queries);
  const live = new LiveEvents({ records, bus, log });
  const thread =
    options.codecThread === undefined
      ? undefined
      : new CodecThread(options.codecThread, (error) => log.error({ err: error }, 'the codec thread failed'));
  const coding = options.coding ?? thread ?? NO_DENSE_CODING;
  return {
    app: {
      store: new DrizzleExchangeStore(database),
      devices: new DrizzleDeviceBook(queries),
      commands: new DrizzleCommandBook(queries),
      config,
      records,
      conflicts: new DrizzleConflictReader(queries),
      audit: new DrizzleAuditLog(database),
      accounts: new BetterAuthAccounts(auth, origin),
      bus,
      live,
      coding,
      intake: new DenseIntake(coding, options.intake ?? DENSE_INTAKE_BOUNDS),
      clock,
      mintId,
      log,
      site: options.site,
      publicOrigin: options.origin ?? null,
      trustProxy: options.trustProxy ?? false,
      maxExchanges: options.maxExchanges ?? 16,
      streams: options.streams ?? { all: 500, each: 10 },
    },
    book: new BetterAuthAccountBook(auth),
    firstStart: new DrizzleFirstStart(database),
    services: thread === undefined ? [live] : [live, thread],
  };
}
