/**
 * Gives back to an office that was restored from a backup what it has lost and this phone still knows: as new operations, in
 * the outbox like any other, so that the usual checks of versions apply and nothing that others changed is overwritten.
 *
 * Each step is one transaction. Killed between two of them, the phone goes on where it was [S7].
 */
import {
  DEFAULT_RULES,
  jsonBytes,
  referencedRecords,
  type Change,
  type OperationId,
  type PriorityRule,
  type RecordData,
  type RecordId,
} from '@fieldsync/protocol';
import { askedAgain, baseSince, isCopy, lostPatch, restoredAt, whenMissing } from './core/give-back.ts';
import { laneOf, orderOf } from './core/queue-order.ts';
import { withView } from './core/record-view.ts';
import { withOverride, withScore } from './core/with-score.ts';
import type { OutboxItem, StoredRecord } from './core/stored.ts';
import { NO_WALK, walkAnew, type Walk } from './core/walk.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';
import { raiseChain } from './raise-chain.ts';
import { rescoreLinked } from './rescore.ts';

export interface GiveBackTools {
  /** ms since 1970. */
  readonly now: number;
  readonly newId: () => string;
}

/** Opened, compared and sealed in one transaction without holding up a screen. */
const PAGE = 50;

export async function readWalk(tx: StoreWriter): Promise<Walk> {
  return (await tx.getMeta('walk')) ?? NO_WALK;
}

/** The office says that it began anew: from here on everything that comes is compared. */
export async function beginWalk(tx: StoreWriter): Promise<Walk> {
  const walk = walkAnew(await readWalk(tx));
  await tx.putMeta('walk', walk);
  return walk;
}

/** Conflicts that the office may have forgotten are put to it again, under their own ids. */
export async function askConflictsAgain(tx: StoreWriter, changes: OutboxChanges): Promise<void> {
  const disputed = await tx.itemsIn({ state: 'conflict', limit: 1_000_000 });
  for (const item of disputed) {
    await changes.put(askedAgain(item), item);
    const items = await tx.itemsOf([item.recordId]);
    if (items.some(({ state }) => state === 'shelf' || state === 'conflict')) continue;
    for (const later of items)
      if (later.state === 'fenced') await changes.put({ ...later, state: 'waiting' }, later);
  }
}

/**
 * One record of the walk: what this phone knew beyond the restored version goes back in line, before its own unsent edits.
 * @returns the record's unsent items as they are then
 */
export async function giveBackChange(
  tx: StoreWriter,
  changes: OutboxChanges,
  change: Change,
  stored: StoredRecord,
  items: readonly OutboxItem[],
  tools: GiveBackTools,
): Promise<readonly OutboxItem[]> {
  const patch = isCopy(stored) ? undefined : lostPatch(stored.base, change, items);
  const restored = restoredAt(change);
  const rebased = await rebase(changes, items, restored);
  if (patch === undefined) return rebased;
  const given = await putBack(
    tx,
    changes,
    stored,
    { action: 'UPDATE', base: restored, patch },
    rebased,
    tools,
  );
  return [given, ...rebased];
}

/**
 * The next page of what comes after the walk.
 * @returns whether there is more to do
 */
export async function giveBackMissing(tx: StoreWriter, tools: GiveBackTools): Promise<boolean> {
  const walk = await readWalk(tx);
  if (walk.phase === 'done' || walk.phase === 'feed') return false;
  const page = await tx.recordsAfter(walk.after, PAGE);
  await tx.preload(page.map(({ id }) => id));
  const rules = (await tx.getMeta('config'))?.rules ?? DEFAULT_RULES;
  const changes = await OutboxChanges.begin(tx);
  for (const found of page) {
    const items = await tx.itemsOf([found.id]);
    if (walk.phase === 'missing') {
      const record = found.walk === walk.number ? found : unsteered(found, rules);
      if (record !== found) {
        changes.putRecord(record);
        await rescoreLinked(tx, changes, [record.id], rules);
      }
      await giveBackRecord(tx, changes, record, await tx.itemsOf([record.id]), walk, tools);
    } else for (const item of items) if (item.dependsOn.length > 0) await raiseChain(tx, changes, item);
  }
  await changes.finish();
  const last = page.at(-1);
  const ended = page.length < PAGE || last === undefined;
  const phase = ended ? (walk.phase === 'missing' ? 'urgency' : 'done') : walk.phase;
  /* The place in line may have moved meanwhile. */
  const { seq } = await readWalk(tx);
  await tx.putMeta('walk', { ...walk, seq, phase, after: ended ? null : last.id });
  return phase !== 'done';
}

/**
 * A score that was set by hand for a record that the office does not have: it may have lost that, too. What it still keeps for
 * the record counts when it arrives, and the feed says so.
 */
export function unsteered(record: StoredRecord, rules: readonly PriorityRule[]): StoredRecord {
  if (record.override === undefined && record.overrideOrder === undefined) return record;
  const { overrideOrder: _, ...rest } = withOverride(record, null);
  return withScore(rest, rules);
}

async function giveBackRecord(
  tx: StoreWriter,
  changes: OutboxChanges,
  record: StoredRecord,
  items: readonly OutboxItem[],
  walk: Walk,
  tools: GiveBackTools,
): Promise<void> {
  const plan = whenMissing(record, items, walk);
  const data = record.base?.data;
  if (plan.do === 'nothing' || data === undefined || data === null) return;
  if (plan.do === 'drop') {
    changes.putRecord({ ...record, base: { version: 0, data: null } });
    return;
  }
  const rebased = await rebase(changes, items, 0);
  const content =
    plan.do === 'create'
      ? ({ action: 'CREATE', base: 0, data } as const)
      : ({ action: 'UPDATE', base: 0, patch: data } as const);
  const given = await putBack(tx, changes, record, content, rebased, tools);
  changes.putRecord(withView({ ...record, base: null }, [given, ...rebased]));
}

async function rebase(
  changes: OutboxChanges,
  items: readonly OutboxItem[],
  restored: number,
): Promise<readonly OutboxItem[]> {
  const rebased: OutboxItem[] = [];
  for (const item of items) {
    const base = baseSince(item, restored);
    const next = base === item.base ? item : { ...item, base };
    if (next !== item) await changes.put(next, item);
    rebased.push(next);
  }
  return rebased;
}

type Content =
  | { readonly action: 'CREATE'; readonly base: 0; readonly data: RecordData }
  | { readonly action: 'UPDATE'; readonly base: number; readonly patch: RecordData };

async function putBack(
  tx: StoreWriter,
  changes: OutboxChanges,
  record: StoredRecord,
  { action, base, ...content }: Content,
  behind: readonly OutboxItem[],
  tools: GiveBackTools,
): Promise<OutboxItem> {
  const walk = await readWalk(tx);
  const seq = walk.seq - 1;
  await tx.putMeta('walk', { ...walk, seq });
  const chainScore = Math.max(record.score, ...behind.map((item) => item.chainScore));
  const said = 'data' in content ? content.data : content.patch;
  const item: OutboxItem = {
    id: tools.newId() as OperationId,
    seq,
    recordId: record.id,
    type: record.type,
    action,
    base,
    ...content,
    dependsOn: referencedRecords(said).filter((id) => id !== record.id) as RecordId[],
    ...(record.choice === null ? {} : { choice: record.choice }),
    score: record.score,
    chainScore,
    lane: laneOf(chainScore),
    order: orderOf(chainScore, record.savedAt),
    state: 'waiting',
    mayBeKnown: false,
    refused: false,
    ...(record.override === undefined ? {} : { overridden: true as const }),
    retryCount: 0,
    delays: 0,
    nextAttemptAt: 0,
    capturedAt: record.savedAt,
    sizeBytes: jsonBytes(content) + 200,
  };
  await changes.put(item, undefined);
  const before = await tx.getMeta('givenBack');
  await tx.putMeta('givenBack', { at: tools.now, count: sameWalk(before, walk) + 1, walk: walk.number });
  return item;
}

function sameWalk(before: { readonly count: number; readonly walk: number } | undefined, walk: Walk): number {
  return before?.walk === walk.number ? before.count : 0;
}
