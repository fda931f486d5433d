/**
 * What one captured change does to the outbox. Pure: the shell loads the record's unsent items, applies the result in
 * the same transaction.
 *
 * Edits of one record coalesce into one item, so that a person who corrects a figure three times sends it once. An item
 * is never changed under its own id once it may be known at the office: the ledger would answer the repeat with the old
 * effect and the edit would be lost [S1, C2].
 */
import { applyPatch, composePatches, type Patch, type RecordData } from '@fieldsync/protocol';
import type { OutboxItem } from './stored.ts';

export type CapturedChange =
  | { readonly action: 'CREATE'; readonly data: RecordData }
  | { readonly action: 'UPDATE'; readonly base: number; readonly patch: Patch }
  | { readonly action: 'DELETE'; readonly base: number };

export type CapturePlan =
  /** A new item behind the others. `fenced` when an earlier one waits for a person. */
  | { readonly do: 'append'; readonly fenced: boolean }
  /** One item takes the change in, and the items behind it as well (`absorbed`). `newId`: the old one is on the shelf, and
   *  the office may have its refusal under the old id. */
  | {
      readonly do: 'fold';
      readonly into: OutboxItem;
      readonly change: CapturedChange;
      readonly newId: boolean;
      readonly absorbed: readonly OutboxItem[];
    }
  /** Created and deleted before anyone knew: nothing remains to be sent. */
  | { readonly do: 'cancel'; readonly items: readonly OutboxItem[] };

function untouched(item: OutboxItem): boolean {
  return !item.mayBeKnown && item.state !== 'sending' && item.state !== 'conflict';
}

/** Only ever sent behind the one that was not taken, so the office has held it each time: nothing of it took effect. */
function stoodBehind(item: OutboxItem): boolean {
  return item.state !== 'sending' && item.state !== 'conflict';
}

function contentOf(item: OutboxItem): CapturedChange {
  if (item.action === 'CREATE') return { action: 'CREATE', data: item.data ?? {} };
  if (item.action === 'UPDATE') return { action: 'UPDATE', base: item.base, patch: item.patch ?? {} };
  return { action: 'DELETE', base: item.base };
}

/** @param items unsent items of the record by ascending `seq` */
export function planCapture(items: readonly OutboxItem[], change: CapturedChange): CapturePlan {
  const fenced = items.some(
    (item) => item.state === 'shelf' || item.state === 'conflict' || item.state === 'fenced',
  );
  const append: CapturePlan = { do: 'append', fenced };
  const shelved = items.findIndex((item) => item.state === 'shelf');
  const correcting = shelved >= 0;
  const from = correcting ? shelved : items.length - 1;
  const into = items[from];
  if (into === undefined || change.action === 'CREATE') return append;
  const absorbed = items.slice(from + 1);
  /* Folding into what cannot be read would put nothing in its place [C3]. */
  if ([into, ...absorbed].some((item) => item.unreadable === true)) return { do: 'append', fenced: true };
  if (!(correcting ? absorbed.every(stoodBehind) : untouched(into))) return append;
  const all = [...absorbed.map(contentOf), change];
  let folded: CapturedChange | 'nothing' | undefined = contentOf(into);
  for (const next of all) {
    if (folded === undefined || folded === 'nothing') break;
    folded = fold(folded, next, correcting);
  }
  if (folded === undefined) return append;
  if (folded === 'nothing') return { do: 'cancel', items: [into, ...absorbed] };
  return { do: 'fold', into, change: folded, newId: correcting, absorbed };
}

/** @param correcting the older base stays, whatever the newer edit stood on: at worst the office asks a person */
function fold(
  earlier: CapturedChange,
  later: CapturedChange,
  correcting: boolean,
): CapturedChange | 'nothing' | undefined {
  if (earlier.action === 'DELETE' || later.action === 'CREATE') return undefined;
  if (earlier.action === 'CREATE') {
    return later.action === 'DELETE'
      ? 'nothing'
      : { action: 'CREATE', data: applyPatch(earlier.data, later.patch) };
  }
  /* An edit made on a newer version must not be filed under an older base: that would look like a conflict. */
  if (later.base !== earlier.base && !correcting) return undefined;
  const base = earlier.base;
  return later.action === 'DELETE'
    ? { action: 'DELETE', base }
    : { action: 'UPDATE', base, patch: composePatches(earlier.patch, later.patch) };
}
