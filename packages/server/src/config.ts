import { z } from 'zod';
import type { SessionLimits } from './core/session-end.ts';

const ROLES = ['all', 'server', 'worker'] as const;
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const;

/** Whole, from `least` to `most`; said in the words of whoever set the variable. */
function whole(least: number, most: number, otherwise: number) {
  const error = `must be a whole number from ${String(least)} to ${String(most)}`;
  return z.coerce.number(error).int(error).min(least, error).max(most, error).default(otherwise);
}

const flag = z
  .enum(['0', '1', 'true', 'false'], 'must be 1 or 0')
  .transform((value) => value === '1' || value === 'true')
  .default(false);
const isOrigin = (value: string): boolean =>
  URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value);

const isDsn = (value: string): boolean =>
  URL.canParse(value) && /^https?:\/\/\w+@[^/]+\/(.+\/)?\d+$/.test(value);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Browsers keep no cookie for longer. */
const MOST_SESSION_DAYS = 400;

/** The environment by name, with its defaults. */
const variablesSchema = z.object({
  PORT: whole(0, 65_535, 3000),
  HOST: z.string().default('127.0.0.1'),
  FIELDSYNC_DATA: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  FIELDSYNC_ROLE: z.enum(ROLES, `must be one of ${ROLES.join(', ')}`).default('all'),
  WEB_ROOT: z.string().default('./apps/web/out'),
  FIELDSYNC_ORIGIN: z
    .string()
    .refine(isOrigin, 'must be scheme and host and nothing else, like https://field.example.org')
    .optional(),
  FIELDSYNC_TLS_CERT: z.string().optional(),
  FIELDSYNC_TLS_KEY: z.string().optional(),
  FIELDSYNC_HTTPS: z.literal('local', 'must be local, or absent').optional(),
  FIELDSYNC_TRUST_PORT: z
    .string()
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      'must be a whole number from 0 to 65535',
    )
    .transform(Number)
    .optional(),
  FIELDSYNC_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  FIELDSYNC_SESSION_DAYS: whole(1, MOST_SESSION_DAYS, 90),
  FIELDSYNC_SESSION_IDLE_DAYS: whole(1, MOST_SESSION_DAYS, 30),
  FIELDSYNC_OFFICE_SESSION_DAYS: whole(1, MOST_SESSION_DAYS, 7),
  FIELDSYNC_OFFICE_IDLE_HOURS: whole(1, 24 * MOST_SESSION_DAYS, 12),
  FIELDSYNC_TRUST_PROXY: flag,
  FIELDSYNC_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  FIELDSYNC_MAX_EXCHANGES: whole(1, 1_000, 16),
  FIELDSYNC_MAX_SCREENS: whole(1, 100_000, 1_000),
  SENTRY_DSN: z
    .string()
    .refine(isDsn, 'must be as Sentry shows it: https://<key>@<host>/<project>')
    .optional(),
  SENTRY_ENVIRONMENT: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be a word of at most 64 letters')
    .default('production'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

/** Of what only makes sense with several processes. */
const DEFAULTS = { REDIS_URL: undefined, FIELDSYNC_ROLE: 'all' } as const;

/** What must fit together. */
const environmentSchema = variablesSchema.superRefine((given, context) => {
  const refuse = (variable: string, message: string) =>
    context.addIssue({ code: 'custom', path: [variable], message });
  const { FIELDSYNC_TLS_CERT: cert, FIELDSYNC_TLS_KEY: key, FIELDSYNC_ORIGIN: origin } = given;
  for (const variable of ['REDIS_URL', 'FIELDSYNC_ROLE'] as const)
    if (given.DATABASE_URL === undefined && given[variable] !== DEFAULTS[variable])
      refuse(variable, 'works only with DATABASE_URL: the embedded database is for one process');
  if (cert !== undefined && key === undefined)
    refuse('FIELDSYNC_TLS_KEY', 'must be set when FIELDSYNC_TLS_CERT is');
  if (key !== undefined && cert === undefined)
    refuse('FIELDSYNC_TLS_CERT', 'must be set when FIELDSYNC_TLS_KEY is');
  if (given.FIELDSYNC_HTTPS !== undefined && cert !== undefined)
    refuse('FIELDSYNC_HTTPS', 'must be absent when FIELDSYNC_TLS_CERT is set');
  if (given.FIELDSYNC_HTTPS !== undefined && origin?.startsWith('http:') === true)
    refuse('FIELDSYNC_ORIGIN', 'must begin with https:// when FIELDSYNC_HTTPS is set');
  if (cert !== undefined && origin?.startsWith('http:') === true)
    refuse('FIELDSYNC_ORIGIN', 'must begin with https:// when there is a certificate');
});

/** Paths of PEM files. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface ServerConfig {
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** Folder for everything that must survive: the embedded database, the secret. */
  readonly dataDirectory: string;
  /** Postgres to use instead of the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Redis, through which jobs are handed to workers; without it each process looks for them. */
  readonly redisUrl: string | undefined;
  /** `server` answers requests and runs no jobs, `worker` the other way round, `all` does both. */
  readonly role: (typeof ROLES)[number];
  /** Folder of the exported web app. */
  readonly webRoot: string;
  /** How browsers reach this server, when it differs from what it listens on (a proxy, https). */
  readonly origin: string | undefined;
  /** With one the server speaks https itself. */
  readonly certificate: CertificateFiles | undefined;
  /** With it the server is its own certificate authority; `trustPort` is where its certificate can be had. */
  readonly localHttps: { readonly trustPort: number } | undefined;
  readonly secret: string | undefined;
  readonly sessionLimits: SessionLimits;
  /** Whether the last address of X-Forwarded-For is the caller's: only behind a proxy that writes it. */
  readonly trustProxy: boolean;
  /** Exchanges that are worked on at once. Four times as many may wait; the next one is told to come back. */
  readonly maxExchanges: number;
  /** Who says it may read `/metrics`; without one there is no such address. */
  readonly metricsToken: string | undefined;
  /** Screens that may follow live at once; ten of one account. */
  readonly maxScreens: number;
  /** Where errors are reported to, and under which name; nothing is sent anywhere without it. */
  readonly sentry: { readonly dsn: string; readonly environment: string } | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

export type ConfigReading =
  | { readonly ok: true; readonly config: ServerConfig }
  /** One sentence for each variable that cannot be used. Values are left out: one of them is a secret. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** An empty variable is one that is not set: that is how compose files and shells leave things out. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigReading {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`),
    };
  const { data } = parsed;
  return {
    ok: true,
    config: {
      port: data.PORT,
      host: data.HOST,
      dataDirectory: data.FIELDSYNC_DATA,
      databaseUrl: data.DATABASE_URL,
      redisUrl: data.REDIS_URL,
      role: data.FIELDSYNC_ROLE,
      webRoot: data.WEB_ROOT,
      origin: data.FIELDSYNC_ORIGIN,
      certificate: certificateFiles(data.FIELDSYNC_TLS_CERT, data.FIELDSYNC_TLS_KEY),
      localHttps:
        data.FIELDSYNC_HTTPS === undefined
          ? undefined
          : { trustPort: data.FIELDSYNC_TRUST_PORT ?? (data.PORT === 0 ? 0 : data.PORT + 1) },
      secret: data.FIELDSYNC_SECRET,
      sessionLimits: {
        field: {
          idleMs: data.FIELDSYNC_SESSION_IDLE_DAYS * DAY_MS,
          absoluteMs: data.FIELDSYNC_SESSION_DAYS * DAY_MS,
        },
        office: {
          idleMs: data.FIELDSYNC_OFFICE_IDLE_HOURS * HOUR_MS,
          absoluteMs: data.FIELDSYNC_OFFICE_SESSION_DAYS * DAY_MS,
        },
      },
      trustProxy: data.FIELDSYNC_TRUST_PROXY,
      maxExchanges: data.FIELDSYNC_MAX_EXCHANGES,
      metricsToken: data.FIELDSYNC_METRICS_TOKEN,
      maxScreens: data.FIELDSYNC_MAX_SCREENS,
      sentry:
        data.SENTRY_DSN === undefined
          ? undefined
          : { dsn: data.SENTRY_DSN, environment: data.SENTRY_ENVIRONMENT },
      logLevel: data.LOG_LEVEL,
    },
  };
}

function certificateFiles(certFile?: string, keyFile?: string): CertificateFiles | undefined {
  return certFile === undefined || keyFile === undefined ? undefined : { certFile, keyFile };
}

/**
 * Whether only this machine can reach the server. One that listens on this machine alone behind a proxy can be reached by
 * others all the same.
 */
export function isOnlyLocal(config: Pick<ServerConfig, 'host' | 'origin' | 'trustProxy'>): boolean {
  if (config.trustProxy || !isLoopback(config.host)) return false;
  return config.origin === undefined || isLoopback(new URL(config.origin).hostname);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
