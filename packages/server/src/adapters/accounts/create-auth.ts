import { betterAuth } from 'better-auth/minimal';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import type { Logger } from 'pino';
import type { Queries } from '../database.ts';
import { checkPasswordPlugin } from './check-password-plugin.ts';
import * as tables from '../drizzle/schema/auth.ts';

export const AUTH_PATH = '/api/auth';
/** Set by the server itself from the socket on each request that it hands over, so that no client can choose it. */
export const CALLER_HEADER = 'x-fieldsync-caller';

/**
 * How long a browser keeps the cookie, s: the most that browsers allow. When its session ends the server alone decides, by
 * `SessionRows`; the library moves no end.
 */
const COOKIE_SECONDS = 400 * 86_400;

/** The slow part of a sign-in: scrypt, off the main thread. */
export interface PasswordWork {
  hash(password: string): Promise<string>;
  verify(given: { hash: string; password: string }): Promise<boolean>;
}

const SCRYPT: PasswordWork = { hash: hashPassword, verify: verifyPassword };

export interface AuthOptions {
  readonly queries: Queries;
  readonly secret: string;
  /** Scheme, host and port under which browsers see the server. Cookies are `Secure` when it is https. */
  readonly origin: string;
  readonly log: Logger;
  readonly passwords?: PasswordWork | undefined;
  /** When a session of this account ends that begins now. */
  readonly firstEnd: (userId: string) => Promise<Date>;
}

/** The accounts library as this server uses it: cookie sessions only, no sign-up, nothing sent anywhere. */
export function createAuth(options: AuthOptions) {
  const { queries, secret, origin, log, firstEnd } = options;
  return betterAuth({
    appName: 'Fieldsync',
    baseURL: origin,
    basePath: AUTH_PATH,
    secret,
    trustedOrigins: [origin],
    telemetry: { enabled: false },
    database: drizzleAdapter(queries, {
      provider: 'pg',
      schema: {
        user: tables.authUser,
        session: tables.authSession,
        account: tables.authAccount,
        verification: tables.authVerification,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      // Also once where there is no such account: a guess costs the same.
      password: options.passwords ?? SCRYPT,
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: false, defaultValue: 'ASSESSOR', input: false },
        deactivatedAt: { type: 'date', required: false, input: false },
      },
    },
    session: { expiresIn: COOKIE_SECONDS, disableSessionRefresh: true },
    databaseHooks: {
      session: {
        create: { before: async ({ userId }) => ({ data: { expiresAt: await firstEnd(userId) } }) },
      },
    },
    // Attempts are limited in front of it, for all processes together.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'fieldsync',
      useSecureCookies: origin.startsWith('https://'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [CALLER_HEADER] },
    },
    plugins: [checkPasswordPlugin()],
    logger: {
      log: (level, message) => {
        // Its words may name a person; ours, which are reported, do not.
        log[level]({ part: 'accounts', said: message }, 'the accounts library has something to say');
      },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
