/** What a session measures of itself as it goes on: bytes, requests, time on the air, joules, first acknowledgement. */
import { burstJoules } from './energy.ts';
import type { Radio, SessionRow } from './stored.ts';

export interface ExchangeFigures {
  readonly rawBytes: number;
  readonly upBytes: number;
  readonly downBytes: number;
  readonly durationMs: number;
}

/** A session that goes out over this link. */
export function overLink(
  session: SessionRow,
  link: {
    readonly radio: Radio;
    readonly metered: boolean;
    /** When the radio was last used, ms since 1970; 0: nobody knows. */
    readonly lastAt: number;
  },
): SessionRow {
  return { ...session, traffic: { ...link, upBytes: 0, downBytes: 0, airMs: 0, joules: 0 } };
}

/** An exchange was answered or lost, now. Time that two of them share on the air counts once. */
export function afterExchange(session: SessionRow, figures: ExchangeFigures, now: number): SessionRow {
  const counted: SessionRow = {
    ...session,
    requests: session.requests + 1,
    rawBytes: session.rawBytes + figures.rawBytes,
    wireBytes: session.wireBytes + figures.upBytes + figures.downBytes,
  };
  const { traffic } = session;
  if (traffic === undefined) return counted;
  const { upBytes, downBytes, durationMs } = figures;
  const began = now - durationMs;
  /* After the end of this one: the clock was set back since, and how long the radio slept is not known. */
  const lastAt = traffic.lastAt > now ? 0 : traffic.lastAt;
  const airMs = Math.max(0, now - Math.max(began, lastAt));
  const idleMs = lastAt === 0 ? Infinity : Math.max(0, began - lastAt);
  return {
    ...counted,
    traffic: {
      ...traffic,
      upBytes: traffic.upBytes + upBytes,
      downBytes: traffic.downBytes + downBytes,
      airMs: traffic.airMs + airMs,
      lastAt: now,
      joules: traffic.joules + burstJoules(traffic.radio, { upBytes, downBytes, airMs, idleMs }),
    },
  };
}

/** Verdicts of the office are in. */
export function afterVerdicts(
  session: SessionRow,
  settled: {
    readonly acknowledged: number;
    readonly acknowledgedCritical: number;
    readonly refused: number;
    readonly changes: number;
    readonly now: number;
  },
): SessionRow {
  const first = session.firstAckAt ?? (settled.acknowledged > 0 ? settled.now : undefined);
  return {
    ...session,
    completed: session.completed + settled.acknowledged,
    criticalCompleted: session.criticalCompleted + settled.acknowledgedCritical,
    failed: session.failed + settled.refused,
    received: (session.received ?? 0) + settled.changes,
    ...(first === undefined ? {} : { firstAckAt: first }),
  };
}
