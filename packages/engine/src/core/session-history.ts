/** Which ended sessions are kept, and what the others leave behind: sums by day. */
import type { DayUsage, SessionRow, UsageRow } from './stored.ts';

/** Sessions kept for history, newest first: as many as one report of the device may carry. */
export const SESSIONS_KEPT = 100;
/** Neither sessions nor days that are older than this. */
export const DAYS_KEPT = 30;

export const DAY_MS = 86_400_000;

/** Pulls by the interval that are closer together than this count as spared by a longer one. */
export const CALM_INTERVAL_MS = 30 * 60_000;

const carriedNothing = (session: SessionRow): boolean =>
  session.completed === 0 && session.failed === 0 && (session.received ?? 0) === 0;

/** A session that had nothing to send, or was not allowed to, and brought nothing. */
export const isEmpty = (session: SessionRow): boolean =>
  carriedNothing(session) &&
  (session.total === 0 || (session.errors.length === 0 && session.outcome !== 'lost'));

/**
 * The row that keeps this session, or undefined for an empty one: 12 pulls an hour would push every real sending out within a
 * day. Attempts in a row that carried nothing are one row, the last of them with what they cost together.
 */
export function historyRow(session: SessionRow, newest: SessionRow | undefined): SessionRow | undefined {
  if (isEmpty(session)) return undefined;
  if (newest === undefined || newest.id === session.id) return session;
  if (!carriedNothing(session) || !carriedNothing(newest)) return session;
  return {
    ...session,
    id: newest.id,
    attempts: (newest.attempts ?? 1) + 1,
    requests: newest.requests + session.requests,
    rawBytes: newest.rawBytes + session.rawBytes,
    wireBytes: newest.wireBytes + session.wireBytes,
    errors: [...newest.errors, ...session.errors].slice(-20),
    ...(newest.traffic === undefined || session.traffic === undefined
      ? {}
      : {
          traffic: {
            ...session.traffic,
            upBytes: newest.traffic.upBytes + session.traffic.upBytes,
            downBytes: newest.traffic.downBytes + session.traffic.downBytes,
            airMs: newest.traffic.airMs + session.traffic.airMs,
            joules: newest.traffic.joules + session.traffic.joules,
          },
        }),
  };
}

const NO_USAGE: Omit<DayUsage, 'day'> = {
  sessions: 0,
  emptyPulls: 0,
  requests: 0,
  rawBytes: 0,
  upBytes: 0,
  downBytes: 0,
  meteredBytes: 0,
  meteredOtherBytes: 0,
  freeBytes: 0,
  joules: 0,
  emptyJoules: 0,
  sparedPulls: 0,
  sparedJoules: 0,
};

export const NOTHING_USED: UsageRow = { days: [], lastAt: 0 };

/** The sums with this session in them. */
export function withSession(usage: UsageRow, session: SessionRow): UsageRow {
  const { traffic } = session;
  if (traffic === undefined || session.requests === 0) return usage;
  const day = Math.floor(session.startedAt / DAY_MS);
  const today = usage.days.find((each) => each.day === day) ?? { day, ...NO_USAGE };
  const bytes = traffic.upBytes + traffic.downBytes;
  const empty = isEmpty(session);
  const { metered } = traffic;
  const spared = empty && session.trigger === 'timer' ? sparedShare(session, usage.lastAt) : 0;
  const critical = session.completed === 0 ? 0 : session.criticalCompleted / session.completed;
  const next: DayUsage = {
    day,
    sessions: today.sessions + (empty ? 0 : 1),
    emptyPulls: today.emptyPulls + (empty ? 1 : 0),
    requests: today.requests + session.requests,
    rawBytes: today.rawBytes + session.rawBytes,
    upBytes: today.upBytes + traffic.upBytes,
    downBytes: today.downBytes + traffic.downBytes,
    meteredBytes: today.meteredBytes + (metered ? bytes : 0),
    meteredOtherBytes: today.meteredOtherBytes + (metered ? Math.round(bytes * (1 - critical)) : 0),
    freeBytes: today.freeBytes + (metered ? 0 : bytes),
    joules: today.joules + traffic.joules,
    emptyJoules: today.emptyJoules + (empty ? traffic.joules : 0),
    sparedPulls: today.sparedPulls + spared,
    sparedJoules: today.sparedJoules + spared * traffic.joules,
  };
  const others = usage.days.filter((each) => each.day !== day && Math.abs(day - each.day) < DAYS_KEPT);
  return { days: [...others, next].sort((a, b) => a.day - b.day), lastAt: traffic.lastAt };
}

/** One pull 5 minutes after the last use of the link is five sixths of a pull that half-hourly ones would not make. */
function sparedShare(session: SessionRow, lastAt: number): number {
  const gapMs = session.startedAt - lastAt;
  return lastAt === 0 || gapMs < 0 ? 0 : Math.max(0, 1 - gapMs / CALM_INTERVAL_MS);
}
