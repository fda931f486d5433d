import { z } from 'zod';
import { roleSchema } from './domain.ts';
import { userIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { instant, shortText, text } from './scalar-fields.ts';

/** What a person is asked to agree to. `sending`: records go to the office. `figures`: figures on how sending went go along. */
export const CONSENT_KINDS = ['sending', 'figures'] as const;
export const consentKindSchema = z.enum(CONSENT_KINDS);
export type ConsentKind = z.infer<typeof consentKindSchema>;

/** Body of POST account/consents: one choice, in the words that stood on the screen. */
export const newConsentSchema = z.strictObject({
  kind: consentKindSchema,
  agreed: z.boolean(),
  /** Raised with each change of the words. */
  textVersion: shortText,
  text: text.min(1).max(1_000),
  /** By the phone's clock. */
  chosenAt: instant,
});
export type NewConsent = z.infer<typeof newConsentSchema>;

/** Answer of GET account/consents: every choice, the latest first. None is ever changed. */
export const consentListSchema = z.object({
  items: z.array(newConsentSchema.extend({ receivedAt: instant })),
});
export type ConsentList = z.infer<typeof consentListSchema>;

/** Answer of GET admin/people. */
export const personListSchema = z.object({
  items: z.array(
    z.object({
      id: userIdSchema,
      name: z.string(),
      email: z.string(),
      role: roleSchema,
      createdAt: instant,
      /** Records that they made and that are at the office. */
      records: z.number().int(),
      /** What they asked to be erased was; null for an account in use. */
      erasedAt: instant.nullable(),
    }),
  ),
});
export type PersonList = z.infer<typeof personListSchema>;

const days = z.number().int().min(1).max(3_650).nullable();

/** How long each kind of data is kept, in days. Null: for ever. */
export const retentionSchema = z.strictObject({
  /** Jobs that are done. */
  finishedJobs: z.number().int().min(1).max(365),
  /** What a phone last said of itself, once nothing was heard of it for so long. */
  deviceReports: days,
  /** Figures on past sendings, which come with consent alone. */
  sessionFigures: days,
  /** Sign-ins that have ended, with their network addresses. */
  endedSignIns: days,
  /** Commands to phones that were carried out. */
  doneCommands: days,
  /** That a phone held a critical record for too long, since that ended. */
  endedAlerts: days,
  /** Answers of records that somebody deleted. Their ids are kept for ever. */
  deletedAnswers: days,
  /** Records that nobody changed for so long are deleted, answers and all. */
  quietRecords: z.number().int().min(30).max(3_650).nullable(),
});
export type Retention = z.infer<typeof retentionSchema>;

/** Deletes no record that nobody deleted. */
export const DEFAULT_RETENTION: Retention = {
  finishedJobs: 7,
  deviceReports: 365,
  sessionFigures: 90,
  endedSignIns: 90,
  doneCommands: 90,
  endedAlerts: 365,
  deletedAnswers: 365,
  quietRecords: null,
};

/** What becomes of the records of a person who is erased. */
export const RECORDS_OF_ERASED = ['anonymise', 'delete'] as const;

/** Body of POST admin/people/:id/erase. */
export const erasureRequestSchema = z.strictObject({
  records: z.enum(RECORDS_OF_ERASED),
  /** Why, for the audit log: no name. */
  reason: text.trim().min(1).max(limits.justificationLength),
  /** The account's email once more, typed by hand. */
  confirm: text.max(320),
});
export type ErasureRequest = z.infer<typeof erasureRequestSchema>;

/** One erasure, as an administrator sees it. */
export const erasureSchema = z.object({
  id: z.string(),
  account: z.string(),
  records: z.enum(RECORDS_OF_ERASED),
  at: instant,
  state: z.enum(['running', 'done']),
  /** Records that were changed so far. */
  changed: z.number().int(),
  finishedAt: instant.nullable(),
});
export type Erasure = z.infer<typeof erasureSchema>;
export const erasureListSchema = z.object({ items: z.array(erasureSchema) });
