import type { Role } from '@fieldsync/protocol';
import { boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, wholeNumber } from './columns.ts';

/**
 * The accounts library's tables, field for field as better-auth 1.7.25's `getAuthTables` gives them. The prefix keeps
 * them apart from other libraries' tables (`rate_limit` is also a name of BullMQ's).
 */
export const authUser = pgTable('auth_user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  role: text('role').$type<Role>().notNull().default('ASSESSOR'),
  /** Since when nobody may sign in with it; null: somebody may. */
  deactivatedAt: instant('deactivated_at'),
});

export const authSession = pgTable(
  'auth_session',
  {
    id: text('id').primaryKey(),
    expiresAt: instant('expires_at').notNull(),
    token: text('token').notNull().unique(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: text('user_id')
      .notNull()
      .references(() => authUser.id, { onDelete: 'cascade' }),
    /** Ours: when a code of the person's second factor was last given in it. The library does not know of it, and leaves it alone. */
    codeAt: instant('code_at'),
  },
  (table) => [index('auth_session_user').on(table.userId)],
);

export const authAccount = pgTable(
  'auth_account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => authUser.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('auth_account_user').on(table.userId)],
);

export const authVerification = pgTable(
  'auth_verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('auth_verification_identifier').on(table.identifier)],
);

/** What makes a person's one-time codes, from the moment at which it is begun. */
export const secondFactors = pgTable('second_factors', {
  userId: text('user_id')
    .primaryKey()
    .references(() => authUser.id, { onDelete: 'cascade' }),
  /** Sealed under a key that follows from the server's secret; see `accounts/second-factor-vault.ts`. */
  secret: text('secret').notNull(),
  /** Null until a first code has shown that the person has it, too. */
  confirmedAt: instant('confirmed_at'),
  /** Of the last code that was accepted: neither it nor an earlier one counts again. */
  lastStep: wholeNumber('last_step'),
  /** Keyed hashes of the recovery codes that are left. */
  recovery: jsonb('recovery').$type<readonly string[]>().notNull(),
});

/** Attempts that are limited, by place and not by name; see `accounts/attempt-limits.ts`. */
export const attempts = pgTable(
  'attempts',
  {
    name: text('name').primaryKey(),
    count: integer('count').notNull(),
    until: instant('until').notNull(),
  },
  (table) => [index('attempts_over').on(table.until)],
);
