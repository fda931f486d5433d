/**
 * What an office that was restored from a backup has lost and this phone still knows. Pure.
 *
 * The phone keeps of each record the office's latest version that it knew (`base`). On the walk through the feed that follows a restore,
 * each record says at which version it was restored; whatever is in `base` beyond that was acknowledged, and is lost at the office.
 */
import { diffPatch, type Change, type Patch } from '@fieldsync/protocol';
import type { OutboxItem, StoredRecord } from './stored.ts';
import type { Walk } from './walk.ts';

/**
 * What of a record is to be given back, on top of what the office has now; undefined: nothing.
 * @param before the office's version that this phone knew
 * @param items unsent ones of the record
 */
export function lostPatch(
  before: StoredRecord['base'],
  change: Change,
  items: readonly OutboxItem[],
): Patch | undefined {
  if (before === null || before.data === null || before.version <= restoredAt(change)) return undefined;
  /* Deleted since it was restored, by somebody who did not see what was lost: a person looks at both. */
  const all: Patch = change.data === null ? before.data : diffPatch(change.data, before.data);
  /* What the office may have got already is newer, and must not be taken back by what comes behind it. */
  const said = new Set(items.filter(isKnown).flatMap((item) => Object.keys(item.patch ?? item.data ?? {})));
  const patch = Object.fromEntries(Object.entries(all).filter(([field]) => !said.has(field)));
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** The version that edits of before the restore stand on; 0: the office had nothing of the record then. */
export function restoredAt(change: Change): number {
  return change.restored ?? 0;
}

/**
 * The base that an unsent edit may claim at an office that was restored: versions beyond are others now. What the office may
 * know stays the same operation [S1].
 */
export function baseSince(item: OutboxItem, restored: number): number {
  return isKnown(item) || item.action === 'CREATE' ? item.base : Math.min(item.base, restored);
}

/** The office may know it under its id; what it refused takes another id when it goes again. */
const isKnown = (item: OutboxItem): boolean => item.state === 'sending' || (item.mayBeKnown && !item.refused);

/** The part of a cursor that changes when the office's feed begins anew; undefined for a cursor that names none. */
export function epochOf(cursor: string): string | undefined {
  return /^([0-9a-z]+)\./.exec(cursor)?.[1];
}

/** An item that waits for somebody's decision at an office that may not know of it any more: it is asked again. */
export function askedAgain(item: OutboxItem): OutboxItem {
  if (item.state !== 'conflict') return item;
  const { error: _, conflictId: __, ...rest } = item;
  return { ...rest, state: 'waiting' };
}

export type Missing =
  /** The office has it, or this phone has sent nothing of it that was acknowledged. */
  | { readonly do: 'nothing' }
  /** A copy of somebody else's: it comes again when it is there again. */
  | { readonly do: 'drop' }
  /** Make it again. */
  | { readonly do: 'create' }
  /** Somebody else's, with edits of this phone: they wait until it is there again. */
  | { readonly do: 'update' };

/**
 * Somebody else's, with nothing of this phone in it that the office acknowledged: it comes again from whoever wrote it. The office would
 * refuse it from a field worker, and they would find on their shelf what they never did.
 */
export const isCopy = (record: StoredRecord): boolean => record.others === true && record.officeAt === null;

/** What to do for a record, once the walk is at its end. @param items unsent ones of the record */
export function whenMissing(record: StoredRecord, items: readonly OutboxItem[], walk: Walk): Missing {
  if (record.walk === walk.number || record.base === null || record.base.data === null)
    return { do: 'nothing' };
  /* It is in the outbox whole: the office's version came by the feed before the verdict did. */
  if (items.some((item) => item.action === 'CREATE')) return { do: 'nothing' };
  if (record.others !== true) return { do: 'create' };
  return isCopy(record) && items.length === 0 ? { do: 'drop' } : { do: 'update' };
}
