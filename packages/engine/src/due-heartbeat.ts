/** What the office is told of this phone beside the records, and when it is worth the bytes. */
import { bandOf, DEFAULT_SETTINGS, type Heartbeat } from '@fieldsync/protocol';
import { heartbeatDigest, heartbeatOf, REPEATED_AFTER_MS, REPORT_EVERY_MS } from './core/heartbeat-of.ts';
import { preferencesOf } from './core/preferences.ts';
import { NO_ITEMS, recount, sendableItems } from './core/queue-counts.ts';
import type { OutboxItem } from './core/stored.ts';
import type { StoreReader } from './ports.ts';
import { readMetrics, readStatus } from './read-state.ts';

/** Past sessions that go along, where the person agreed to it. */
const SESSIONS_TOLD = 3;

export async function dueHeartbeat(
  tx: StoreReader,
  input: {
    readonly now: number;
    readonly appVersion: string;
    readonly storage: { readonly usedBytes: number; readonly quotaBytes: number } | undefined;
    readonly first: boolean;
    readonly report: boolean;
  },
  batch: readonly OutboxItem[],
): Promise<Heartbeat | undefined> {
  const { now } = input;
  const counts = (await tx.getMeta('counts')) ?? NO_ITEMS;
  const last = await tx.getMeta('lastHeartbeat');
  /* From the future: the phone's clock was set back since. */
  const age = last === undefined || last.at > now ? Infinity : now - last.at;
  /* With others on the way it would count as staying what is about to arrive: the session ends with a report then. */
  const lastOfQueue = sendableItems(counts) - batch.length <= 0;
  if (!lastOfQueue && !input.report && !(input.first && age >= REPORT_EVERY_MS)) return undefined;
  const { metricsConsent } = preferencesOf(await tx.getMeta('preferences'));
  const heartbeat = heartbeatOf({
    /* What stays on the phone once this request is in. */
    counts: batch.reduce((staying, item) => recount(staying, item, undefined), counts),
    oldestCriticalAt: await oldestCritical(tx),
    storage: input.storage,
    appVersion: input.appVersion,
    now,
    status: await readStatus(tx, now),
    settings: (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS,
    metrics: metricsConsent ? await readMetrics(tx, now, SESSIONS_TOLD) : undefined,
  });
  return age >= REPEATED_AFTER_MS || heartbeatDigest(heartbeat) !== last?.digest ? heartbeat : undefined;
}

/** Looked for among so many of each state. */
const LOOKED_AT = 200;

/** When the oldest critical record was saved that stays on the phone, whatever holds it: the shelf is no excuse [S7]. */
async function oldestCritical(tx: StoreReader): Promise<number | null> {
  const items = await tx.waitingItems({ lane: 'critical', limit: LOOKED_AT });
  for (const state of ['later', 'fenced', 'shelf', 'conflict'] as const)
    items.push(...(await tx.itemsIn({ state, limit: LOOKED_AT })));
  const critical = items.filter((item) => bandOf(item.score) === 'CRITICAL');
  return critical.length === 0 ? null : Math.min(...critical.map((item) => item.capturedAt));
}
