/** Reads everything a screen, the device's API or a heartbeat needs, in one snapshot. */
import {
  DEFAULT_SETTINGS,
  type BackgroundMetrics,
  type BackgroundStatus,
  type ErrorCode,
} from '@fieldsync/protocol';
import { NO_ITEMS } from './core/queue-counts.ts';
import { NO_RECORDS } from './core/record-counts.ts';
import { backgroundMetrics, backgroundStatus, UNKNOWN_CONNECTIVITY } from './core/sync-status.ts';
import { sessionAsSeen } from './core/session-progress.ts';
import { decidePolicy, type PolicyDecision, type PolicyInput } from './core/sync-policy.ts';
import type { Hold, SyncState } from './facade.ts';
import type { StoreReader } from './ports.ts';
import type { SessionRow } from './core/stored.ts';

/** Sessions kept for history, newest first. At one an interval of five minutes this is most of a day. */
export const SESSIONS_KEPT = 200;
const SESSIONS_REPORTED = 20;

const OFFICE_ASKED: ReadonlySet<ErrorCode> = new Set(['BUSY', 'UNAVAILABLE']);

export async function readPolicy(
  tx: StoreReader,
  now: number,
  manual: boolean,
  ignoreBackoff = false,
): Promise<PolicyDecision> {
  /* A link that is back says nothing about an office that asked for quiet. */
  const asked = OFFICE_ASKED.has((await tx.getMeta('lastFailure'))?.code ?? 'OFFLINE');
  const input: PolicyInput = {
    now,
    manual,
    ignoreBackoff: ignoreBackoff && !asked,
    settings: (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS,
    pauses: (await tx.getMeta('pauses')) ?? [],
    power: await tx.getMeta('power'),
    notBefore: (await tx.getMeta('notBefore')) ?? 0,
  };
  return decidePolicy(input);
}

export async function readState(tx: StoreReader, now: number): Promise<SyncState> {
  const connectivity = (await tx.getMeta('connectivity')) ?? UNKNOWN_CONNECTIVITY;
  const policy = await readPolicy(tx, now, false);
  const linkHolds: Hold[] =
    connectivity.cause === null ? [] : [{ reason: connectivity.cause, exceptCritical: false }];
  const locked = await tx.isLocked();
  const pinHolds: Hold[] = locked ? [{ reason: 'locked', exceptCritical: false }] : [];
  return {
    counts: (await tx.getMeta('counts')) ?? NO_ITEMS,
    connectivity,
    holds: [...pinHolds, ...policy.holds, ...linkHolds],
    session: await readSession(tx, now),
    pauses: (await tx.getMeta('pauses')) ?? [],
    lastFailure: (await tx.getMeta('lastFailure')) ?? null,
    lastExchangeAt: (await tx.getMeta('lastExchangeAt')) ?? null,
    nextAttemptAt: policy.lookAgainAt,
    office: {
      count: ((await tx.getMeta('recordCounts')) ?? NO_RECORDS).office,
      lastAt: (await tx.getMeta('lastOfficeAt')) ?? null,
    },
    locked,
    quarantined: (await tx.getMeta('quarantined')) ?? 0,
  };
}

export async function readStatus(tx: StoreReader, now: number): Promise<BackgroundStatus> {
  const state = await readState(tx, now);
  const history = await tx.listSessions(SESSIONS_REPORTED);
  return backgroundStatus({
    now,
    counts: state.counts,
    connectivity: state.connectivity,
    power: await tx.getMeta('power'),
    holds: state.holds,
    session: state.session ?? undefined,
    lastFailure: state.lastFailure,
    lastExchangeAt: state.lastExchangeAt ?? 0,
    nextAttemptAt: state.nextAttemptAt,
    history: backgroundMetrics(undefined, history).historical,
  });
}

export async function readMetrics(
  tx: StoreReader,
  now: number,
  limit: number = SESSIONS_KEPT,
): Promise<BackgroundMetrics> {
  return backgroundMetrics((await readSession(tx, now)) ?? undefined, await tx.listSessions(limit));
}

async function readSession(tx: StoreReader, now: number): Promise<SessionRow | null> {
  const session = await tx.getMeta('session');
  return session === undefined ? null : sessionAsSeen(session, await tx.getMeta('lease'), now);
}
