import { z } from 'zod';
import { roleSchema } from './domain.ts';
import { userIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { instant, shortText } from './scalar-fields.ts';

/** One row of GET admin/accounts. */
export const accountSummarySchema = z.object({
  id: userIdSchema,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  /** Local government areas whose records it sees beside its own. Coordinators and administrators may see all at the office. */
  areas: z.array(z.string()),
  /** Nobody may sign in with it. */
  active: z.boolean(),
  /** It has something that makes one-time codes. */
  secondFactor: z.boolean(),
  /** When a phone of it last spoke with the office; null: never. */
  lastSeen: instant.nullable(),
});
export type AccountSummary = z.infer<typeof accountSummarySchema>;

/** Answer of GET admin/accounts. */
export const accountListSchema = z.object({
  items: z.array(accountSummarySchema),
  /** Every area that a place of the office lies in. */
  areas: z.array(z.string()),
});
export type AccountList = z.infer<typeof accountListSchema>;

/** POST admin/accounts. */
export const newAccountSchema = z.strictObject({
  name: shortText,
  email: z.email().max(254),
  role: roleSchema,
});
export type NewAccountRequest = z.infer<typeof newAccountSchema>;

/** PUT admin/accounts/:id/areas: these and no others. */
export const accountAreasSchema = z.strictObject({
  areas: z.array(shortText).max(limits.areasPerAccount),
});

/** PUT admin/accounts/:id/active. */
export const accountActiveSchema = z.strictObject({ active: z.boolean() });

/** A password that the office made: told this once. */
export const madePasswordSchema = z.object({ id: userIdSchema, password: z.string() });
export type MadePassword = z.infer<typeof madePasswordSchema>;

/** A session of one's own: a browser in which the account is signed in. */
export const signedInSchema = z.object({
  id: z.string(),
  signedInAt: instant,
  /** To the hour. */
  lastUsedAt: instant,
  /** When it ends by itself, if it is not used until then. */
  endsAt: instant,
  /** When it ends however much it is used. */
  endsAtLatest: instant,
  /** As the browser calls itself (User-Agent); empty when that is not known. */
  userAgent: z.string(),
  /** Network address of the sign-in; empty when that is not known. */
  address: z.string(),
  /** The one that asks. */
  current: z.boolean(),
});
export type SignedIn = z.infer<typeof signedInSchema>;

/** Answer of GET account. */
export const ownAccountSchema = z.object({
  user: z.object({ id: userIdSchema, name: z.string(), email: z.string(), role: roleSchema }),
  /** Areas whose records it sees beside its own. */
  areas: z.array(z.string()),
  /** The one that was used last first. */
  sessions: z.array(signedInSchema),
});
export type OwnAccount = z.infer<typeof ownAccountSchema>;

/** Answer of DELETE account/sessions, account/sessions/:id and admin/accounts/:id/sessions: how many were ended. */
export const endedSchema = z.object({ ended: z.number().int() });
