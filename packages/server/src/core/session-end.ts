import type { Role } from '@fieldsync/protocol';

/** How long a session lasts, ms. */
export interface SessionLimit {
  /** After its last use. */
  readonly idleMs: number;
  /** After the sign-in, however much it is used. */
  readonly absoluteMs: number;
}

export interface SessionLimits {
  /** Who records: a phone is weeks without signal. */
  readonly field: SessionLimit;
  /** Who sees and changes what is others': coordinators and administrators. */
  readonly office: SessionLimit;
}

/** When it began and was last used, ms since 1970. */
export interface SessionTimes {
  readonly signedInAt: number;
  readonly usedAt: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const DEFAULT_SESSION_LIMITS: SessionLimits = {
  field: { idleMs: 30 * DAY_MS, absoluteMs: 90 * DAY_MS },
  office: { idleMs: 12 * HOUR_MS, absoluteMs: 7 * DAY_MS },
};

export function limitOf(role: Role, limits: SessionLimits): SessionLimit {
  return role === 'COORDINATOR' || role === 'ADMIN' ? limits.office : limits.field;
}

/** ms since 1970. */
export function sessionEnd({ signedInAt, usedAt }: SessionTimes, limit: SessionLimit): number {
  return Math.min(signedInAt + limit.absoluteMs, usedAt + limit.idleMs);
}

/**
 * Whether this use is to be written down: each is a commit that waits for the disk, and a phone asks all day long. An idle end comes
 * at most a twelfth too early.
 */
export function isWorthNoting(usedAt: number, now: number, { idleMs }: SessionLimit): boolean {
  return now - usedAt >= Math.min(HOUR_MS, idleMs / 12);
}
