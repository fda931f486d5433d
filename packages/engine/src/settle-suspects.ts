/** What becomes of the items that failed alone in a session; see core/blame.ts for why. */
import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import { backoffMs, ITEM_BACKOFF } from './core/backoff.ts';
import { sentenceOf, type Blame } from './core/blame.ts';
import { failItem, putOff } from './core/settle-item.ts';
import { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';

/** @returns how many went to the shelf */
export async function settleSuspects(
  tx: StoreWriter,
  blame: Blame,
  chance: { readonly now: number; readonly roll: () => number },
): Promise<number> {
  const { maxRetryAttempts } = (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS;
  const changes = await OutboxChanges.begin(tx);
  const { now } = chance;
  let shelved = 0;
  for (const suspect of blame.suspects) {
    const { code, message } = suspect;
    const stored = await tx.getItem(suspect.item.id);
    const sentence = sentenceOf(suspect, blame);
    if (stored?.state !== 'waiting' || sentence === 'leave') continue;
    const roll = chance.roll();
    const waitMs = Math.max(1_000, backoffMs(stored.delays, roll, ITEM_BACKOFF));
    const settled =
      sentence === 'put-off'
        ? putOff(stored, now, now + waitMs, { code, message })
        : failItem({ item: stored, code, message, maxRetryAttempts, now, roll });
    await changes.put(settled, stored);
    if (settled.state !== 'shelf') continue;
    shelved += 1;
    for (const later of await tx.itemsOf([stored.recordId])) {
      if (later.seq > stored.seq && (later.state === 'waiting' || later.state === 'later'))
        await changes.put({ ...later, state: 'fenced' }, later);
    }
  }
  await changes.finish();
  return shelved;
}
