/** How far a session is and when it should end. Steps come from acknowledgements only, never from bytes handed to a socket [S7]. */
import type { MetaRows, OutboxItem, PowerReading, QueueCounts, SessionRow } from './stored.ts';
import type { LinkEstimate } from './link-estimator.ts';
import { sendableItems } from './queue-counts.ts';

/** A session that begins now. */
export function newSession(input: {
  readonly id: string;
  readonly trigger: string;
  readonly now: number;
  readonly counts: QueueCounts;
  readonly power: PowerReading | undefined;
}): SessionRow {
  return {
    id: input.id,
    trigger: input.trigger,
    startedAt: input.now,
    endedAt: null,
    total: sendableItems(input.counts),
    completed: 0,
    failed: 0,
    criticalTotal: input.counts.critical,
    criticalCompleted: 0,
    rawBytes: 0,
    wireBytes: 0,
    requests: 0,
    estimatedEndAt: null,
    estimatedCriticalEndAt: null,
    current: null,
    outcome: null,
    batteryAtStart: input.power?.level ?? null,
    batteryAtEnd: null,
    errors: [],
  };
}

type Lease = MetaRows['lease'];

/**
 * A session as it may be shown: one whose drainer is dead (its lease is over, or somebody else's) ended with it, although
 * nobody was left to write that down [S7].
 */
export function sessionAsSeen(session: SessionRow, lease: Lease | undefined, now: number): SessionRow {
  const alive = lease?.holder === session.id && lease.expiresAt >= now;
  return session.endedAt !== null || alive ? session : cutShort(session, lease, now);
}

/** The session of a drainer that died. */
export function cutShort(session: SessionRow, lease: Lease | undefined, now: number): SessionRow {
  const last = lease?.holder === session.id ? lease.expiresAt : session.startedAt;
  return { ...session, endedAt: Math.min(now, last), outcome: 'lost', current: null };
}

export interface Remaining {
  readonly bytes: number;
  readonly criticalItems: number;
  readonly criticalBytes: number;
}

/** ms that `bytes` of JSON should take on this link, one round trip a request included. */
export function estimateMs(bytes: number, link: LinkEstimate, batchBytes: number): number {
  if (bytes <= 0) return 0;
  const transferMs = (bytes * link.ratio * 1_000) / Math.max(1, link.goodputBytesPerSecond);
  const requests = Math.max(1, Math.ceil(bytes / Math.max(1, batchBytes)));
  return Math.round(transferMs + requests * link.rttMs);
}

export function withEstimate(
  session: SessionRow,
  remaining: Remaining,
  link: LinkEstimate,
  batchBytes: number,
  now: number,
): SessionRow {
  return {
    ...session,
    estimatedEndAt: now + estimateMs(remaining.bytes, link, batchBytes),
    estimatedCriticalEndAt:
      remaining.criticalItems === 0 ? null : now + estimateMs(remaining.criticalBytes, link, batchBytes),
  };
}

/** A session whose next request carries this batch. */
export function underWay(
  session: SessionRow,
  next: {
    readonly counts: QueueCounts;
    readonly batch: readonly OutboxItem[];
    readonly batchBytes: number;
    readonly link: LinkEstimate;
    readonly now: number;
  },
): SessionRow {
  const { counts, batch, batchBytes, link, now } = next;
  const [head] = batch;
  const sendable = sendableItems(counts);
  const average = batch.reduce((sum, item) => sum + item.sizeBytes, 0) / Math.max(1, batch.length);
  const remaining: Remaining = {
    bytes: sendable * average,
    criticalItems: counts.critical,
    criticalBytes: counts.critical * average,
  };
  return withEstimate(
    {
      ...session,
      total: Math.max(session.total, session.completed + session.failed + sendable),
      criticalTotal: Math.max(session.criticalTotal, session.criticalCompleted + counts.critical),
      current: head === undefined ? null : { type: head.type, recordId: head.recordId },
    },
    remaining,
    link,
    batchBytes,
    now,
  );
}
