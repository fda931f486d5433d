/**
 * Takes copies of others' records off this phone when the office says that their area was taken away [R3]: page by page, each a
 * transaction. Killed between two of them, the phone goes on where it was, and fetches nothing before that is done: a copy that
 * comes back with its area must not be taken for an old one.
 */
import { outOfScope, wasSeenThrough } from './core/out-of-scope.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';

/** Opened and sealed in one transaction without holding up a screen. */
const PAGE = 50;

export async function beginLeaving(tx: StoreWriter, areas: readonly string[]): Promise<void> {
  const before = (await tx.getMeta('leaving'))?.areas ?? [];
  await tx.putMeta('leaving', { areas: [...new Set([...before, ...areas])], after: null });
}

/** @returns whether there is more to do */
export async function leavePage(tx: StoreWriter): Promise<boolean> {
  const leaving = (await tx.getMeta('leaving')) ?? null;
  if (leaving === null) return false;
  const page = await tx.recordsAfter(leaving.after, PAGE);
  const leavers = page.filter((record) => wasSeenThrough(record, leaving.areas));
  await tx.preload(leavers.map(({ id }) => id));
  const changes = await OutboxChanges.begin(tx);
  for (const record of leavers) {
    const items = await tx.itemsOf([record.id]);
    changes.putRecord(outOfScope(record, items.length));
  }
  await changes.finish();
  const last = page.at(-1);
  const ended = page.length < PAGE || last === undefined;
  await tx.putMeta('leaving', ended ? null : { ...leaving, after: last.id });
  return !ended;
}
