/** Reads everything a screen, the device's API or a heartbeat needs, in one snapshot. */
import { type BackgroundMetrics, type BackgroundStatus } from '@fieldsync/protocol';
import { NO_ITEMS } from './core/queue-counts.ts';
import { NO_RECORDS } from './core/record-totals.ts';
import { backgroundMetrics, backgroundStatus, UNKNOWN_CONNECTIVITY } from './core/sync-status.ts';
import { SESSIONS_KEPT } from './core/session-history.ts';
import { sessionAsSeen } from './core/session-progress.ts';
import { costsMoney } from './core/link-cost.ts';
import type { NextLook } from './core/look.ts';
import { preferencesOf } from './core/preferences.ts';
import type { PolicyDecision } from './core/sync-policy.ts';
import type { Hold, SyncState } from './facade.ts';
import type { StoreReader } from './ports.ts';
import { readPolicy } from './read-policy.ts';
import type { RecordCounts, SessionRow } from './core/stored.ts';

const SESSIONS_REPORTED = 20;

export async function readState(tx: StoreReader, now: number): Promise<SyncState> {
  const connectivity = (await tx.getMeta('connectivity')) ?? UNKNOWN_CONNECTIVITY;
  const policy = await readPolicy(tx, now, false);
  const next = ahead(policy, await tx.getMeta('nextLook'), (await tx.getMeta('notBefore')) ?? 0, now);
  const linkHolds: Hold[] =
    connectivity.cause === null ? [] : [{ reason: connectivity.cause, exceptCritical: false }];
  return {
    counts: (await tx.getMeta('counts')) ?? NO_ITEMS,
    connectivity,
    holds: [...policy.holds, ...linkHolds],
    session: await readSession(tx, now),
    pauses: (await tx.getMeta('pauses')) ?? [],
    lastFailure: (await tx.getMeta('lastFailure')) ?? null,
    lastExchangeAt: (await tx.getMeta('lastExchangeAt')) ?? null,
    nextAttemptAt: next?.at ?? null,
    nextAttemptWhy: next?.why ?? null,
    connection: await readConnection(tx),
    office: {
      count: ((await tx.getMeta('recordTotals')) ?? NO_RECORDS).office,
      lastAt: (await tx.getMeta('lastOfficeAt')) ?? null,
    },
    givenBack: (await tx.getMeta('givenBack')) ?? null,
    locked: await tx.isLocked(),
    quarantined: (await tx.getMeta('quarantined')) ?? 0,
  };
}

/** The end of a hold, or what the open page planned: a page that was closed has left a time that is past. */
function ahead(
  policy: PolicyDecision,
  planned: NextLook | undefined,
  notBefore: number,
  now: number,
): NextLook | undefined {
  const { lanes, mayAsk, lookAgainAt } = policy;
  const looks: NextLook[] = [];
  if (lookAgainAt !== null && lookAgainAt > now)
    looks.push({ at: lookAgainAt, why: lookAgainAt === notBefore ? 'backoff' : 'rule' });
  /* Under a pause that somebody must end, no look of ours changes anything. */
  const looksCount = lanes.length > 0 || mayAsk || looks.length > 0;
  if (planned !== undefined && planned.at > now && looksCount) looks.push(planned);
  return looks.sort((a, b) => a.at - b.at)[0];
}

/** How many records there are in each state. */
export async function readRecordCounts(tx: StoreReader): Promise<RecordCounts> {
  const totals = (await tx.getMeta('recordTotals')) ?? NO_RECORDS;
  const sending = Math.min(totals.phone, await tx.countRecords('sending'));
  return { ...totals, phone: totals.phone - sending, sending };
}

async function readConnection(tx: StoreReader): Promise<SyncState['connection']> {
  const network = await tx.getMeta('network');
  if (network === undefined) return null;
  const { costly } = preferencesOf(await tx.getMeta('preferences'));
  return { type: network.type, saveData: network.saveData, costs: costsMoney(network, costly) };
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
