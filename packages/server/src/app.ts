import { Hono } from 'hono';
import type { Logger } from 'pino';
import { apiRoutes } from './http/api-routes.ts';
import type { AccountDesk, SessionDesk } from './account-ports.ts';
import type { AccountBook, Accounts } from './accounts/accounts.ts';
import type { AttemptLimits } from './accounts/attempt-limits.ts';
import type { SecondFactor } from './accounts/second-factor.ts';
import { accountRoutes } from './http/account-routes.ts';
import { backgroundRoutes } from './http/background-routes.ts';
import { conflictRoutes } from './http/conflict-routes.ts';
import { connectivityTestRoutes } from './http/connectivity-test-routes.ts';
import { deviceRoutes } from './http/device-routes.ts';
import { eventsRoutes } from './http/events-routes.ts';
import { jobRoutes } from './http/job-routes.ts';
import { webhookRoutes } from './http/webhook-routes.ts';
import { exchangeRoutes } from './http/exchange-routes.ts';
import { describeFailure } from './http/failure.ts';
import type { HealthParts } from './http/health-routes.ts';
import { healthRoutes } from './http/health-routes.ts';
import type { HttpEnv } from './http/http-env.ts';
import { basicGate } from './http/openrosa/basic-gate.ts';
import { openRosaFrame } from './http/openrosa/openrosa-frame.ts';
import { sayProblem } from './http/openrosa/openrosa-reply.ts';
import { openRosaRoutes } from './http/openrosa/openrosa-routes.ts';
import { originCheck } from './http/origin-check.ts';
import { ownAccountRoutes } from './http/own-account-routes.ts';
import { priorityRoutes } from './http/priority-routes.ts';
import { personRoutes } from './http/person-routes.ts';
import { privacyRoutes } from './http/privacy-routes.ts';
import { recordExportRoutes } from './http/record-export-routes.ts';
import { recordRoutes } from './http/record-routes.ts';
import { sendProblem } from './http/reply.ts';
import { requestFrame } from './http/request-frame.ts';
import { mountOn } from './http/routes.ts';
import { ruleRoutes } from './http/rule-routes.ts';
import { securityHeaders } from './http/security-headers.ts';
import { secondFactorRoutes } from './http/second-factor-routes.ts';
import { sessionRoutes } from './http/session-routes.ts';
import { serveStaticSite } from './http/static-files.ts';
import type { StaticSite } from './http/static-site.ts';
import type { StreamBounds } from './http/stream-places.ts';
import { StreamPlaces } from './http/stream-places.ts';
import type { ConfigBook, ConflictReader, DeviceBook, Reception, RecordReader } from './office-ports.ts';
import type { AlertBook, CommandBook, DeviceList } from './fleet-ports.ts';
import type { JobDesk } from './job-ports.ts';
import type { ConflictStore, ExchangeStore } from './ports.ts';
import type { ConsentBook, ErasureBook, PersonBook, RetentionBook } from './privacy-ports.ts';
import type { OverrideBook, RecentRecords, RuleBook } from './priority-ports.ts';
import type { AuditLog } from './services/audit.ts';
import type { Clock, MintId } from './services/clock.ts';
import { ConflictDesk } from './services/conflict-desk.ts';
import type { DenseCoding } from './services/dense-coding.ts';
import type { DenseIntake } from './services/dense-intake.ts';
import type { EventBus } from './services/event-bus.ts';
import type { Erasures } from './services/erasures.ts';
import { Exchange } from './services/exchange.ts';
import type { ExchangeGate } from './services/exchange-gate.ts';
import type { Meter } from './services/meter.ts';
import type { LiveEvents } from './services/live-events.ts';
import type { PersonExport } from './services/person-export.ts';
import type { PriorityWork } from './services/priority-work.ts';
import { FormShelf } from './services/openrosa/form-shelf.ts';
import { SubmissionDesk } from './services/openrosa/submission-desk.ts';
import type { RecordExport } from './services/record-export.ts';
import { RemoteCommands } from './services/remote-commands.ts';
import type { Webhooks } from './services/webhooks.ts';
import type { WebhookBook } from './webhook-ports.ts';

/** Everything that the routes stand on. */
export interface AppServices {
  readonly store: ExchangeStore;
  readonly reception: Reception;
  readonly devices: DeviceBook;
  readonly deviceList: DeviceList;
  readonly alerts: AlertBook;
  readonly commands: CommandBook;
  readonly config: ConfigBook;
  readonly records: RecordReader;
  readonly recordExport: RecordExport;
  readonly people: PersonBook;
  readonly personExport: PersonExport;
  readonly consents: ConsentBook;
  readonly retention: RetentionBook;
  readonly erasureBook: ErasureBook;
  readonly erasures: Erasures;
  readonly conflicts: ConflictReader;
  readonly jobs: JobDesk;
  readonly webhooks: WebhookBook;
  readonly sender: Webhooks;
  readonly conflictStore: ConflictStore;
  readonly rules: RuleBook;
  readonly recent: RecentRecords;
  readonly overrides: OverrideBook;
  readonly priorityWork: PriorityWork;
  readonly audit: AuditLog;
  readonly accounts: Accounts;
  readonly desk: AccountDesk;
  readonly sessions: SessionDesk;
  readonly book: AccountBook;
  readonly makePassword: () => string;
  readonly isCommonPassword: (text: string) => boolean;
  readonly attempts: AttemptLimits;
  readonly secondFactor: SecondFactor;
  /** Sign-ins and password changes of one address. */
  readonly signInsPerMinute: number;
  readonly bus: EventBus;
  readonly live: LiveEvents;
  readonly coding: DenseCoding;
  readonly intake: DenseIntake;
  readonly clock: Clock;
  readonly mintId: MintId;
  readonly log: Logger;
  /** The web app; undefined when this server answers the API alone. */
  readonly site: StaticSite | undefined;
  /** How browsers reach us, when it is configured. */
  readonly publicOrigin: string | null;
  readonly trustProxy: boolean;
  readonly gate: ExchangeGate;
  readonly meter: Meter;
  readonly health: HealthParts;
  readonly streams: StreamBounds;
}

/** Files that are written at once, of all and of one account: each reads the database page after page. */
const FILES: StreamBounds = { all: 6, each: 2 };

/** The whole HTTP surface. Has no socket of its own: a test calls `request()`, the process listens with `fetch`. */
export function createApp(services: AppServices): Hono<HttpEnv> {
  const { accounts, bus, clock, commands, devices, live, log, mintId, publicOrigin } = services;
  const app = new Hono<HttpEnv>();
  app.use(requestFrame(log, mintId));
  app.use(securityHeaders(publicOrigin?.startsWith('https://') === true));
  app.use('/api/*', originCheck(publicOrigin));

  app.use('/openrosa/*', openRosaFrame());
  app.use('/openrosa/*', originCheck(publicOrigin, sayProblem));

  const basic = basicGate(services);
  const mount = mountOn(app, accounts, services.secondFactor, basic);
  connectivityTestRoutes(mount, clock);
  sessionRoutes(mount, services);
  secondFactorRoutes(mount, services);
  const { gate } = services;
  exchangeRoutes(mount, new Exchange(services), gate, services);
  healthRoutes(mount, services.health);
  const places = new StreamPlaces(FILES);
  recordExportRoutes(mount, { ...services, places });
  personRoutes(mount, { ...services, places });
  privacyRoutes(mount, services);
  const remoteCommands = new RemoteCommands({ commands, bus, clock, mintId });
  backgroundRoutes(mount, devices, remoteCommands);
  deviceRoutes(mount, { ...services, remoteCommands });
  recordRoutes(mount, services.records);
  accountRoutes(mount, services);
  ownAccountRoutes(mount, services);
  jobRoutes(mount, services);
  webhookRoutes(mount, services);
  conflictRoutes(mount, {
    conflicts: services.conflicts,
    desk: new ConflictDesk({ ...services, store: services.conflictStore }),
    clock,
  });
  ruleRoutes(mount, services);
  priorityRoutes(mount, services);
  apiRoutes(mount);
  const forms = new FormShelf(services.config);
  openRosaRoutes(mount, { forms, desk: new SubmissionDesk({ ...services, forms }), gate, publicOrigin });
  eventsRoutes(mount, live, services, services.streams);

  app.all('/api/*', (c) => sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such address.' }));
  app.all('/openrosa/*', (c) => sayProblem(c, { code: 'NOT_FOUND', message: 'There is no such address.' }));
  if (services.site !== undefined) app.use(serveStaticSite(services.site));
  app.notFound((c) => sendProblem(c, { code: 'NOT_FOUND', message: 'There is nothing here.' }));
  app.onError((error, c) => {
    const requestId = c.get('requestId');
    c.get('log').error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed');
    const say = c.req.path.startsWith('/openrosa/') ? sayProblem : sendProblem;
    return say(c, describeFailure(error, requestId));
  });
  return app;
}
