/**
 * Scores the queue anew when rules or a score set by hand reach the phone. The order is stored [S4], so it has to follow;
 * each step is one short transaction that knows where to go on, so that a phone which dies in the middle, or has 100,000
 * items, gets there all the same.
 *
 * From the last captured to the first: what waits for an item was captured after it, so that an item's chain is known
 * when its turn comes.
 */
import { DEFAULT_RULES, type PriorityRule, type RecordId } from '@fieldsync/protocol';
import { rescoredItem } from './core/rescored-item.ts';
import type { OutboxItem, StoredRecord } from './core/stored.ts';
import { withScore } from './core/with-score.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';
import { raiseChain } from './raise-chain.ts';

/** Items a step. */
export const RESCORE_PAGE = 100;

/** All of it, from its end. */
export async function beginRescore(tx: StoreWriter): Promise<void> {
  await tx.putMeta('rescore', { before: null });
}

/** The next step. @returns whether there is more */
export async function rescorePage(tx: StoreWriter, limit: number): Promise<boolean> {
  const at = await tx.getMeta('rescore');
  if (at === undefined) return false;
  const rules = (await tx.getMeta('config'))?.rules ?? DEFAULT_RULES;
  const page = await tx.newestItems({ limit, ...(at.before === null ? {} : { before: at.before }) });
  const changes = await OutboxChanges.begin(tx);
  await rescoreItems(tx, changes, page, rules);
  await changes.finish();
  const last = page.at(-1);
  const more = last !== undefined && page.length === limit;
  if (more) await tx.putMeta('rescore', { before: last.seq });
  else await tx.deleteMeta('rescore');
  return more;
}

/** The items of these records, and of what they wait for in turn. */
export async function rescoreLinked(
  tx: StoreWriter,
  changes: OutboxChanges,
  recordIds: readonly RecordId[],
  rules: readonly PriorityRule[],
): Promise<void> {
  const queue = [...recordIds];
  const seen = new Set<RecordId>();
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const items = (await tx.itemsOf([id])).reverse();
    const changed = await rescoreItems(tx, changes, items, rules);
    queue.push(...changed.flatMap((item) => item.dependsOn));
  }
}

/** @param items by descending `seq`. @returns those that changed */
async function rescoreItems(
  tx: StoreWriter,
  changes: OutboxChanges,
  items: readonly OutboxItem[],
  rules: readonly PriorityRule[],
): Promise<readonly OutboxItem[]> {
  const recordIds = [...new Set(items.map((item) => item.recordId))];
  await tx.preload(
    recordIds,
    items.map((item) => item.id),
  );
  const waiting = await waitingFor(tx, items);
  const records = new Map<RecordId, StoredRecord | undefined>();
  for (const id of recordIds) records.set(id, await scored(changes, id, rules));
  const changed: OutboxItem[] = [];
  for (const item of items) {
    const record = records.get(item.recordId);
    if (record === undefined) continue;
    const waits = item.action === 'CREATE' ? (waiting.get(item.recordId) ?? []) : [];
    /* No await where nothing is looked up: a transaction does not outlive a hundred of those in a row [C1]. */
    const needed = item.alone === true && waits.length === 0 ? 0 : await neededBy(tx, item, waits);
    const next = rescoredItem(item, record, needed);
    if (next === item) continue;
    await changes.put(next, item);
    changed.push(next);
    /* What was given back to a restored office stands in no order of capture: what it waits for may have had its turn. */
    if (next.seq < 0 && next.chainScore > item.chainScore) await raiseChain(tx, changes, next);
  }
  return changed;
}

async function scored(
  changes: OutboxChanges,
  id: RecordId,
  rules: readonly PriorityRule[],
): Promise<StoredRecord | undefined> {
  const record = await changes.getRecord(id);
  if (record === undefined) return undefined;
  const next = withScore(record, rules);
  if (next !== record) changes.putRecord(next);
  return next;
}

/** By the record that is to be created first: the items that refer to it. */
async function waitingFor(
  tx: StoreWriter,
  items: readonly OutboxItem[],
): Promise<ReadonlyMap<RecordId, readonly string[]>> {
  const created = items.filter((item) => item.action === 'CREATE').map((item) => item.recordId);
  const found = new Map<RecordId, string[]>();
  for (const dependent of await tx.dependents(created))
    for (const id of dependent.dependsOn) found.set(id, [...(found.get(id) ?? []), dependent.id]);
  return found;
}

/** The highest chain score among what waits for this item: later items of its record, and what refers to what it creates. */
async function neededBy(tx: StoreWriter, item: OutboxItem, waiting: readonly string[]): Promise<number> {
  let needed = 0;
  if (item.alone !== true)
    for (const later of await tx.itemsOf([item.recordId]))
      if (later.seq > item.seq) needed = Math.max(needed, later.chainScore);
  for (const id of waiting) needed = Math.max(needed, (await tx.getItem(id))?.chainScore ?? 0);
  return needed;
}
