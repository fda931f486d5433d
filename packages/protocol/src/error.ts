import { z } from 'zod';

/** What went wrong, by whose side must act. */
export type ErrorClass = 'network' | 'server' | 'validation' | 'auth' | 'conflict' | 'quota' | 'policy';

/**
 * What the sender does about it. Retrying is a lookup in the table below, never a guess from a message.
 * - `retry`: again later, by itself; never counts against an item
 * - `retry-counted`: again later; after `maxRetryAttempts` the item goes to the shelf
 * - `sign-in`: sending pauses until the person signs in; items are untouched
 * - `split`: halve the batch; a single item that still fails goes to the shelf
 * - `shelve`: the item waits for a person, with its reason
 * - `hold`: wait for something else to arrive first
 * - `update-app`: this build is too old; items wait for the new one
 */
export type Recovery = 'retry' | 'retry-counted' | 'sign-in' | 'split' | 'shelve' | 'hold' | 'update-app';

export const ERROR_CODES = [
  'OFFLINE',
  'UNREACHABLE',
  'TIMEOUT',
  'PORTAL',
  'BROKEN_REPLY',
  'INTERNAL',
  'UNAVAILABLE',
  'BUSY',
  'MALFORMED',
  'VALIDATION',
  'TOO_LARGE',
  'UNSUPPORTED_ENCODING',
  'UNSUPPORTED_VERSION',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'SIGNED_OUT',
  'WRONG_ACCOUNT',
  'FORBIDDEN',
  'SECOND_FACTOR_REQUIRED',
  'SECOND_FACTOR_ENROLMENT_NEEDED',
  'CONFLICT',
  'DEPENDENCY_MISSING',
  'EARLIER_OPERATION_OPEN',
  'STORAGE_FULL',
  'POLICY',
  'UNREADABLE_ITEM',
] as const;
export const errorCodeSchema = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

export interface ErrorFacts {
  /** HTTP status with which a server says it; 0 where it never crosses the wire. */
  readonly status: number;
  readonly class: ErrorClass;
  readonly recovery: Recovery;
}

/** Total: a new code does not compile until its recovery is decided. */
export const ERROR_TABLE: Readonly<Record<ErrorCode, ErrorFacts>> = {
  OFFLINE: { status: 0, class: 'network', recovery: 'retry' },
  UNREACHABLE: { status: 0, class: 'network', recovery: 'retry' },
  TIMEOUT: { status: 0, class: 'network', recovery: 'retry' },
  PORTAL: { status: 0, class: 'network', recovery: 'retry' },
  BROKEN_REPLY: { status: 0, class: 'network', recovery: 'retry' },
  INTERNAL: { status: 500, class: 'server', recovery: 'retry-counted' },
  UNAVAILABLE: { status: 503, class: 'server', recovery: 'retry' },
  BUSY: { status: 429, class: 'server', recovery: 'retry' },
  MALFORMED: { status: 400, class: 'validation', recovery: 'split' },
  VALIDATION: { status: 422, class: 'validation', recovery: 'shelve' },
  TOO_LARGE: { status: 413, class: 'validation', recovery: 'split' },
  UNSUPPORTED_ENCODING: { status: 415, class: 'validation', recovery: 'split' },
  UNSUPPORTED_VERSION: { status: 426, class: 'validation', recovery: 'update-app' },
  NOT_FOUND: { status: 404, class: 'validation', recovery: 'shelve' },
  ALREADY_EXISTS: { status: 409, class: 'conflict', recovery: 'shelve' },
  SIGNED_OUT: { status: 401, class: 'auth', recovery: 'sign-in' },
  WRONG_ACCOUNT: { status: 403, class: 'auth', recovery: 'sign-in' },
  FORBIDDEN: { status: 403, class: 'auth', recovery: 'shelve' },
  // Of acts of the office: no exchange is ever answered so.
  SECOND_FACTOR_REQUIRED: { status: 403, class: 'auth', recovery: 'shelve' },
  SECOND_FACTOR_ENROLMENT_NEEDED: { status: 403, class: 'auth', recovery: 'shelve' },
  CONFLICT: { status: 409, class: 'conflict', recovery: 'hold' },
  DEPENDENCY_MISSING: { status: 409, class: 'conflict', recovery: 'hold' },
  EARLIER_OPERATION_OPEN: { status: 409, class: 'conflict', recovery: 'hold' },
  STORAGE_FULL: { status: 507, class: 'quota', recovery: 'retry' },
  POLICY: { status: 0, class: 'policy', recovery: 'retry' },
  UNREADABLE_ITEM: { status: 0, class: 'validation', recovery: 'shelve' },
};

/** The error part of every reply. */
export const wireErrorSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  /** Dotted path of the input that was refused. */
  field: z.string().optional(),
  /** When to come back, ms. Also sent as Retry-After in whole seconds. */
  retryAfterMs: z.number().int().min(0).optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;
