import { orderBehind, placed, type Placed } from './core/queue-order.ts';
import type { OutboxItem } from './core/stored.ts';
import type { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';

/** What must go before this item goes with this item's urgency, and the item right behind it [S4]. */
export async function raiseChain(tx: StoreWriter, changes: OutboxChanges, item: OutboxItem): Promise<void> {
  const queue: OutboxItem[] = [item];
  const seen = new Set<string>([item.id]);
  const before: Placed[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const current = next;
    const needed = (await tx.itemsOf([current.recordId, ...current.dependsOn])).filter(
      (other) => !seen.has(other.id) && (other.recordId !== current.recordId || other.seq < current.seq),
    );
    for (const other of needed) {
      seen.add(other.id);
      const raised = other.chainScore < item.chainScore ? placed(other, item.chainScore) : other;
      if (current === item && holdsUp(raised, item)) before.push(raised);
      if (raised === other) continue;
      await changes.put(raised, other);
      queue.push(raised);
    }
  }
  await putBehind(tx, changes, item, before);
}

/** An edit of what it refers to does not. */
function holdsUp(other: OutboxItem, item: OutboxItem): boolean {
  return other.recordId === item.recordId || other.action === 'CREATE';
}

async function putBehind(
  tx: StoreWriter,
  changes: OutboxChanges,
  item: OutboxItem,
  before: readonly Placed[],
): Promise<void> {
  if (before.length === 0) return;
  /* With what was found out about it when it was put. */
  const stored = (await tx.getItem(item.id)) ?? item;
  /* One on the way has had its turn; what cannot be read stays as it lies on the disk [C3]. */
  if (stored.state === 'sending' || stored.unreadable === true) return;
  const order = orderBehind(stored, before);
  if (order !== stored.order) await changes.put({ ...stored, order }, stored);
}
