import { placed } from './core/queue-order.ts';
import type { OutboxItem } from './core/stored.ts';
import type { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';

/** What must go before this item goes with this item's urgency [S4]. */
export async function raiseChain(tx: StoreWriter, changes: OutboxChanges, item: OutboxItem): Promise<void> {
  const queue: OutboxItem[] = [item];
  const seen = new Set<string>([item.id]);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const current = next;
    const needed = (await tx.itemsOf([current.recordId, ...current.dependsOn])).filter(
      (other) => !seen.has(other.id) && (other.recordId !== current.recordId || other.seq < current.seq),
    );
    for (const other of needed) {
      seen.add(other.id);
      if (other.chainScore >= item.chainScore) continue;
      const raised = placed(other, item.chainScore);
      await changes.put(raised, other);
      queue.push(raised);
    }
  }
}
