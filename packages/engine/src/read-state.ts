/** Reads everything a screen, the device's API or a heartbeat needs, in one snapshot. */
import { DEFAULT_SETTINGS, type BackgroundMetrics, type BackgroundStatus } from '@fieldsync/protocol';
import { NO_ITEMS } from './core/queue-counts.ts';
import { backgroundMetrics, backgroundStatus, UNKNOWN_CONNECTIVITY } from './core/sync-status.ts';
import { decidePolicy, type PolicyDecision, type PolicyInput } from './core/sync-policy.ts';
import type { Hold, SyncState } from './facade.ts';
import type { StoreReader } from './ports.ts';

/** Sessions kept for history, newest first. At one an interval of five minutes this is most of a day. */
export const SESSIONS_KEPT = 200;
const SESSIONS_REPORTED = 20;

export async function readPolicy(
  tx: StoreReader,
  now: number,
  manual: boolean,
  ignoreBackoff = false,
): Promise<PolicyDecision> {
  const input: PolicyInput = {
    now,
    manual,
    ignoreBackoff,
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
  const [latest] = await tx.listRecords({ state: 'office', limit: 1 });
  const session = await tx.getMeta('session');
  return {
    counts: (await tx.getMeta('counts')) ?? NO_ITEMS,
    connectivity,
    holds: [...policy.holds, ...linkHolds],
    session: session ?? null,
    pauses: (await tx.getMeta('pauses')) ?? [],
    lastFailure: (await tx.getMeta('lastFailure')) ?? null,
    lastExchangeAt: (await tx.getMeta('lastExchangeAt')) ?? null,
    nextAttemptAt: policy.lookAgainAt,
    office: { count: await tx.countRecords('office'), lastAt: latest?.officeAt ?? null },
  };
}

export async function readStatus(tx: StoreReader, now: number): Promise<BackgroundStatus> {
  const state = await readState(tx, now);
  const history = await tx.listSessions(SESSIONS_REPORTED);
  return backgroundStatus({
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
  limit: number = SESSIONS_KEPT,
): Promise<BackgroundMetrics> {
  return backgroundMetrics(await tx.getMeta('session'), await tx.listSessions(limit));
}
