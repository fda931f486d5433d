/** Composition of everything behind the routes, on a database that is open. */
import type { Logger } from 'pino';
import { AttemptLimits } from './accounts/attempt-limits.ts';
import { SecondFactor } from './accounts/second-factor.ts';
import { SecondFactorVault } from './accounts/second-factor-vault.ts';
import type { PasswordWork } from './adapters/accounts/create-auth.ts';
import { createAuth } from './adapters/accounts/create-auth.ts';
import { BetterAuthAccountBook } from './adapters/accounts/better-auth-account-book.ts';
import { BetterAuthAccounts } from './adapters/accounts/better-auth-accounts.ts';
import { attemptPlaces } from './adapters/attempts/attempt-place.ts';
import { DrizzleAttempts } from './adapters/attempts/drizzle-attempts.ts';
import { InsuredAttempts } from './adapters/attempts/insured-attempts.ts';
import { MemoryAttempts } from './adapters/attempts/memory-attempts.ts';
import { appliedUpTo, knownMigrations } from './adapters/backup/known-migrations.ts';
import type { Database } from './adapters/database.ts';
import { CodecThread } from './adapters/dense/codec-thread.ts';
import { SessionRows } from './adapters/accounts/session-rows.ts';
import { isCommonPassword } from './adapters/accounts/common-passwords.ts';
import { makePassword } from './adapters/accounts/make-password.ts';
import { DrizzleAccountDesk } from './adapters/drizzle/office/drizzle-account-desk.ts';
import { DrizzleConflictStore } from './adapters/drizzle/drizzle-conflict-store.ts';
import { DrizzleExchangeStore } from './adapters/drizzle/drizzle-exchange-store.ts';
import { DrizzleAuditLog } from './adapters/drizzle/office/drizzle-audit-log.ts';
import { DrizzleCommandBook } from './adapters/drizzle/office/drizzle-command-book.ts';
import { DrizzleConfigBook } from './adapters/drizzle/office/drizzle-config-book.ts';
import { DrizzleConflictReader } from './adapters/drizzle/office/drizzle-conflict-reader.ts';
import { DrizzleConsentBook } from './adapters/drizzle/office/drizzle-consent-book.ts';
import { DrizzleErasureBook } from './adapters/drizzle/office/drizzle-erasure-book.ts';
import { DrizzleFirstStart } from './adapters/drizzle/office/drizzle-first-start.ts';
import { DrizzleAlertBook } from './adapters/drizzle/office/drizzle-alert-book.ts';
import { DrizzleDeviceList } from './adapters/drizzle/office/drizzle-device-list.ts';
import { DrizzleDeviceBook } from './adapters/drizzle/office/drizzle-device-book.ts';
import { DrizzlePersonBook } from './adapters/drizzle/office/drizzle-person-book.ts';
import { DrizzleReception } from './adapters/drizzle/office/drizzle-reception.ts';
import { DrizzleRecordExporter } from './adapters/drizzle/office/drizzle-record-exporter.ts';
import { DrizzleRecordReader } from './adapters/drizzle/office/drizzle-record-reader.ts';
import { DrizzleRetentionBook } from './adapters/drizzle/office/drizzle-retention-book.ts';
import { DrizzleSecondFactorBook } from './adapters/drizzle/office/drizzle-second-factor-book.ts';
import { readOfficeLoad } from './adapters/drizzle/office/read-office-load.ts';
import { PrometheusMeter } from './adapters/metrics/prometheus-meter.ts';
import { DrizzleJobDesk } from './adapters/drizzle/office/drizzle-job-desk.ts';
import { DrizzleJobQueue } from './adapters/drizzle/office/drizzle-job-queue.ts';
import { DrizzleWebhookBook } from './adapters/drizzle/office/drizzle-webhook-book.ts';
import { postWebhook } from './adapters/post-webhook.ts';
import { JobDispatcher } from './adapters/redis/job-dispatcher.ts';
import { RedisAttempts } from './adapters/redis/redis-attempts.ts';
import { mintUuidV7, systemChance, systemClock } from './adapters/system-clock.ts';
import { DrizzleOverrideBook } from './adapters/drizzle/office/drizzle-override-book.ts';
import { DrizzleRecalculationBook } from './adapters/drizzle/office/drizzle-recalculation-book.ts';
import { DrizzleRecentRecords } from './adapters/drizzle/office/drizzle-recent-records.ts';
import { DrizzleRuleBook } from './adapters/drizzle/office/drizzle-rule-book.ts';
import { DrizzleSessionDesk } from './adapters/drizzle/office/drizzle-session-desk.ts';
import { zipStream } from './adapters/zip/zip-stream.ts';
import type { AccountBook } from './accounts/accounts.ts';
import type { AppServices } from './app.ts';
import type { SessionLimits } from './core/session-end.ts';
import { DEFAULT_SESSION_LIMITS } from './core/session-end.ts';
import type { ServerConfig } from './config.ts';
import type { StaticSite } from './http/static-site.ts';
import type { StreamBounds } from './http/stream-places.ts';
import type { FirstStart } from './office-ports.ts';
import { MIGRATIONS_FOLDER } from './open-database.ts';
import type { ErasureList } from './privacy-ports.ts';
import type { PostWebhook } from './webhook-ports.ts';
import type { Clock, MintId } from './services/clock.ts';
import { isoTime } from './services/clock.ts';
import { Erasures } from './services/erasures.ts';
import { ExchangeGate } from './services/exchange-gate.ts';
import type { DenseCoding } from './services/dense-coding.ts';
import { NO_DENSE_CODING } from './services/dense-coding.ts';
import type { DenseIntakeBounds } from './services/dense-intake.ts';
import { DENSE_INTAKE_BOUNDS, DenseIntake } from './services/dense-intake.ts';
import type { EventBus } from './services/event-bus.ts';
import { InProcessBus } from './services/event-bus.ts';
import { jobHandlers } from './services/job-handlers.ts';
import { JobRunner } from './services/job-runner.ts';
import { JobSchedule } from './services/job-schedule.ts';
import { CriticalWatch } from './services/critical-watch.ts';
import { LiveEvents } from './services/live-events.ts';
import { PersonExport } from './services/person-export.ts';
import { PriorityWork } from './services/priority-work.ts';
import { Recalculation } from './services/recalculation.ts';
import { RecordExport } from './services/record-export.ts';
import { RetentionWork } from './services/retention-work.ts';
import type { Service } from './services/service.ts';
import { Webhooks } from './services/webhooks.ts';

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
  /** Who says it may read the metrics; without one nobody may. */
  readonly metricsToken?: string | undefined;
  /** Whether the process has been told to stop. */
  readonly isDraining?: () => boolean;
  readonly streams?: StreamBounds;
  readonly signInsPerMinute?: number;
  readonly passwords?: PasswordWork;
  readonly sessionLimits?: SessionLimits;
  readonly clock?: Clock;
  readonly mintId?: MintId;
  readonly bus?: EventBus;
  readonly redisUrl?: string | undefined;
  readonly role?: ServerConfig['role'];
  readonly postWebhook?: PostWebhook;
  /** Who was erased, kept where a restore does not reach; without one a restored backup brings them back. */
  readonly erasureList?: ErasureList;
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

/** A device that holds critical records for longer needs somebody to look for it. */
const HOLDING_MS = 3_600_000;

export function openServices(options: OpenServicesOptions): OpenedServices {
  const { database, log, secret, clock = systemClock, mintId = mintUuidV7 } = options;
  const { queries } = database;
  // Only used to name cookies and to tell https from http; requests are judged by their own check.
  const origin = options.origin ?? (options.https === true ? 'https://localhost' : 'http://localhost');
  const sessionLimits = options.sessionLimits ?? DEFAULT_SESSION_LIMITS;
  const sessionRows = new SessionRows(queries, sessionLimits);
  const { passwords } = options;
  const firstEnd = (userId: string): Promise<Date> => sessionRows.firstEnd(userId);
  const auth = createAuth({ queries, secret, origin, log, passwords, firstEnd });
  const book = new BetterAuthAccountBook(auth);
  const bus = options.bus ?? new InProcessBus();
  const records = new DrizzleRecordReader(database);
  const config = new DrizzleConfigBook(queries);
  const overrides = new DrizzleOverrideBook(database);
  const recalculation = new Recalculation({ book: new DrizzleRecalculationBook(database), bus, clock });
  const priorityWork = new PriorityWork({ recalculation, overrides, bus, mintId, log });
  const live = new LiveEvents({ records, bus, log });
  const queue = new DrizzleJobQueue(queries);
  const jobs = new DrizzleJobDesk(queries);
  const webhooks = new DrizzleWebhookBook(queries);
  const audit = new DrizzleAuditLog(database);
  const retention = new DrizzleRetentionBook(database);
  const erasureBook = new DrizzleErasureBook(database);
  const erasures = new Erasures({ book: erasureBook, kept: options.erasureList, bus, clock, mintId });
  const retentionWork = new RetentionWork({ book: retention, audit, bus, clock });
  const people = new DrizzlePersonBook(queries);
  const alerts = new DrizzleAlertBook(database);
  const post = options.postWebhook ?? postWebhook;
  const sender = new Webhooks({ webhooks, records, alerts, post, clock, mintId });
  const handlers = jobHandlers({ webhooks: sender, retention: retentionWork, erasures, alerts, bus });
  const { redisUrl, role = 'all' } = options;
  const runner = new JobRunner({
    queue,
    handlers,
    bus,
    clock,
    chance: systemChance,
    log,
    looks: redisUrl === undefined && role !== 'server',
  });
  const complain = (error: unknown): void =>
    log.warn({ err: error, part: 'redis' }, 'attempts are counted by each process for itself');
  const inRedis =
    redisUrl === undefined ? undefined : new RedisAttempts({ url: redisUrl, onError: complain });
  const attemptStore =
    inRedis === undefined
      ? new DrizzleAttempts(queries)
      : new InsuredAttempts(inRedis, new MemoryAttempts(), complain);
  const attempts = new AttemptLimits(attemptStore, attemptPlaces(secret));
  const secondFactor = new SecondFactor({
    factors: new DrizzleSecondFactorBook(database),
    vault: new SecondFactorVault(secret),
    attempts,
    clock,
  });
  const runOne = role === 'server' ? undefined : (id: number) => runner.runOne(id);
  const work: readonly Service[] = [
    runner,
    new JobSchedule({ queue, bus, clock, log }),
    ...(inRedis === undefined ? [] : [inRedis]),
    new CriticalWatch({ alerts, bus, clock, log }),
    ...(redisUrl === undefined
      ? []
      : [new JobDispatcher({ redisUrl, dispatch: queue, bus, clock, log, runOne })]),
  ];
  const thread =
    options.codecThread === undefined
      ? undefined
      : new CodecThread(options.codecThread, (error) => log.error({ err: error }, 'the codec thread failed'));
  const coding = options.coding ?? thread ?? NO_DENSE_CODING;
  const maxExchanges = options.maxExchanges ?? 16;
  const gate = new ExchangeGate({ running: maxExchanges, waiting: 4 * maxExchanges, arrived: 1_000 });
  const newest = knownMigrations(MIGRATIONS_FOLDER).at(-1)?.when;
  const token = options.metricsToken;
  const meter = new PrometheusMeter({
    gate: () => gate.load(),
    viewers: () => live.size,
    connections: () => database.connections?.(),
    office: () => readOfficeLoad(queries, isoTime(clock() - HOLDING_MS)),
    jobs: () => jobs.counts(isoTime(clock())),
  });
  return {
    app: {
      store: new DrizzleExchangeStore(database),
      reception: new DrizzleReception(queries),
      devices: new DrizzleDeviceBook(queries),
      deviceList: new DrizzleDeviceList(queries),
      commands: new DrizzleCommandBook(database),
      alerts,
      config,
      records,
      recordExport: new RecordExport({ records: new DrizzleRecordExporter(queries), pack: zipStream }),
      people,
      personExport: new PersonExport({ people, pack: zipStream }),
      consents: new DrizzleConsentBook(queries),
      retention,
      erasureBook,
      erasures,
      conflicts: new DrizzleConflictReader(queries),
      jobs,
      webhooks,
      sender,
      conflictStore: new DrizzleConflictStore(database),
      rules: new DrizzleRuleBook(database),
      recent: new DrizzleRecentRecords(queries),
      overrides,
      priorityWork,
      audit,
      accounts: new BetterAuthAccounts(auth, origin, sessionRows),
      sessions: new DrizzleSessionDesk(database, sessionLimits),
      desk: new DrizzleAccountDesk(database),
      book,
      makePassword,
      isCommonPassword,
      attempts,
      secondFactor,
      signInsPerMinute: options.signInsPerMinute ?? 30,
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
      gate,
      meter,
      health: {
        databaseFits: async () => (await appliedUpTo(queries)) === newest,
        isDraining: options.isDraining ?? (() => false),
        metrics:
          token === undefined
            ? undefined
            : { token, contentType: meter.contentType, text: () => meter.text() },
      },
      streams: options.streams ?? { all: 1_000, each: 10 },
    },
    book,
    firstStart: new DrizzleFirstStart(database),
    services: [live, priorityWork, ...work, ...(thread === undefined ? [] : [thread])],
  };
}
