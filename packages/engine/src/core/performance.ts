/** How sending went on this phone, from its own history. Pure. */
import type { BackgroundMetrics, BackgroundSyncSettings, SyncMetrics } from '@fieldsync/protocol';
import { recommend, type Recommendation, type SpendingChoices } from './recommendations.ts';
import { DAY_MS } from './session-history.ts';
import type { DayUsage, Radio, SessionOutcome, SessionRow } from './stored.ts';
import { backgroundMetrics, metricsOf } from './sync-status.ts';

/** One session, with what the contract's metrics have no place for. */
export interface SessionFigures extends SyncMetrics {
  readonly trigger: string;
  readonly outcome: SessionOutcome | null;
  readonly requests: number;
  /** From the start of the session to the office's first acknowledgement, ms; null when it acknowledged nothing. */
  readonly firstAckMs: number | null;
  /** JSON bytes that compression kept off the air, upwards. */
  readonly savedBytes: number;
  /** By the model in energy.ts; null for sessions of builds that did not measure it. */
  readonly joules: number | null;
  readonly radio: Radio | null;
  /** Sessions in a row that carried nothing and are shown as this one. */
  readonly attempts: number;
}

export interface WeekFigures {
  readonly sessions: number;
  readonly emptyPulls: number;
  readonly requests: number;
  readonly wireBytes: number;
  readonly meteredBytes: number;
  readonly savedBytes: number;
  readonly joules: number;
  readonly emptyJoules: number;
}

export interface Performance {
  /** Newest first. Empty pulls are not among them; `week` has their sums. */
  readonly sessions: readonly SessionFigures[];
  readonly average: BackgroundMetrics['averagePerformance'] & {
    readonly requests: number;
    readonly savedBytes: number;
    /** Null when no session measured it. */
    readonly joules: number | null;
    readonly firstAck: FirstAck | null;
  };
  /** The last seven days, today included; UTC. */
  readonly week: WeekFigures;
  readonly recommendations: readonly Recommendation[];
}

export interface FirstAck {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Sessions that this is of. */
  readonly of: number;
}

export function figuresOf(session: SessionRow): SessionFigures {
  const { firstAckAt, traffic } = session;
  return {
    ...metricsOf(session),
    trigger: session.trigger,
    outcome: session.outcome,
    requests: session.requests,
    firstAckMs: firstAckAt === undefined ? null : Math.max(0, firstAckAt - session.startedAt),
    savedBytes: traffic === undefined ? 0 : Math.max(0, session.rawBytes - traffic.upBytes),
    joules: traffic?.joules ?? null,
    radio: traffic?.radio ?? null,
    attempts: session.attempts ?? 1,
  };
}

/** Smallest value that this share of all is not above: a time that was really seen, not one in between. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);

/** The sums of the seven days that end with the one of `now`. */
export function lastWeek(days: readonly DayUsage[], now: number): readonly DayUsage[] {
  const today = Math.floor(now / DAY_MS);
  return days.filter(({ day }) => day > today - 7 && day <= today);
}

function weekFigures(days: readonly DayUsage[]): WeekFigures {
  const of = (read: (day: DayUsage) => number): number => sum(days.map(read));
  return {
    sessions: of((day) => day.sessions),
    emptyPulls: of((day) => day.emptyPulls),
    requests: of((day) => day.requests),
    wireBytes: of((day) => day.upBytes + day.downBytes),
    meteredBytes: of((day) => day.meteredBytes),
    savedBytes: of((day) => Math.max(0, day.rawBytes - day.upBytes)),
    joules: of((day) => day.joules),
    emptyJoules: of((day) => day.emptyJoules),
  };
}

export function performanceOf(input: {
  readonly now: number;
  readonly ended: readonly SessionRow[];
  readonly days: readonly DayUsage[];
  readonly settings: BackgroundSyncSettings;
  readonly preferences: SpendingChoices;
}): Performance {
  const { now, ended, settings, preferences } = input;
  const sessions = ended.map(figuresOf);
  const week = lastWeek(input.days, now);
  const acks = sessions.flatMap(({ firstAckMs }) => (firstAckMs === null ? [] : [firstAckMs]));
  const joules = sessions.flatMap((each) => (each.joules === null ? [] : [each.joules]));
  return {
    sessions,
    average: {
      ...backgroundMetrics(undefined, ended).averagePerformance,
      requests: mean(sessions.map((each) => each.requests)),
      savedBytes: mean(sessions.map((each) => each.savedBytes)),
      joules: joules.length === 0 ? null : mean(joules),
      firstAck:
        acks.length === 0
          ? null
          : { p50Ms: percentile(acks, 0.5), p95Ms: percentile(acks, 0.95), of: acks.length },
    },
    week: weekFigures(week),
    recommendations: recommend({ week, settings, preferences }),
  };
}
