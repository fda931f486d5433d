import { z } from 'zod';

const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');
const originText = z
  .url({ protocol: /^https?$/ })
  .refine(
    (value) => URL.canParse(value) && new URL(value).origin === value,
    'must be like https://field.example.org',
  );

/** An empty variable is one that is not set: that is how compose files and shells leave things out. */
const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  FIELDSYNC_DATA: z.string().default('./data'),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  WEB_ROOT: z.string().default('./apps/web/out'),
  FIELDSYNC_ORIGIN: originText.optional(),
  FIELDSYNC_SECRET: z.string().min(32).optional(),
  FIELDSYNC_TRUST_PROXY: flag.default(false),
  FIELDSYNC_MAX_EXCHANGES: z.coerce.number().int().min(1).max(1_000).default(32),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
});

export interface ServerConfig {
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** Folder for everything that must survive: the embedded database, the secret. */
  readonly dataDirectory: string;
  /** Postgres to use instead of the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Folder of the exported web app. */
  readonly webRoot: string;
  /** How browsers reach this server, when it differs from what it listens on (a proxy, https). */
  readonly origin: string | undefined;
  readonly secret: string | undefined;
  /** Whether the last address of X-Forwarded-For is the caller's: only behind a proxy that writes it. */
  readonly trustProxy: boolean;
  /** Exchanges that may be under way at once; the next one is told to come back. */
  readonly maxExchanges: number;
  readonly logLevel: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug';
}

export type ConfigReading =
  | { readonly ok: true; readonly config: ServerConfig }
  /** One sentence for each variable that cannot be used. */
  | { readonly ok: false; readonly problems: readonly string[] };

export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigReading {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`),
    };
  const { data } = parsed;
  return {
    ok: true,
    config: {
      port: data.PORT,
      host: data.HOST,
      dataDirectory: data.FIELDSYNC_DATA,
      databaseUrl: data.DATABASE_URL,
      webRoot: data.WEB_ROOT,
      origin: data.FIELDSYNC_ORIGIN,
      secret: data.FIELDSYNC_SECRET,
      trustProxy: data.FIELDSYNC_TRUST_PROXY,
      maxExchanges: data.FIELDSYNC_MAX_EXCHANGES,
      logLevel: data.LOG_LEVEL,
    },
  };
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
