/**
 * What the office's verdict does to one item and its record. Pure.
 *
 * Only a verdict removes an item, and only one that says the operation took effect [C2, S7]. Everything else leaves it
 * on the phone: put off, fenced, in conflict, or on the shelf with its reason.
 */
import {
  applyPatch,
  ERROR_TABLE,
  type ErrorCode,
  type RecordData,
  type RecordedVerdict,
  type Verdict,
} from '@fieldsync/protocol';
import type { OutboxItem, StoredRecord } from './stored.ts';
import { askedWaitMs, backoffMs, ITEM_BACKOFF, LONGEST_WAIT_MS } from './backoff.ts';

export interface Settlement {
  /** The item as it stays, or null when it is done. */
  readonly item: OutboxItem | null;
  /** The office's version that this phone now knows; undefined: nothing new. */
  readonly base?: { readonly version: number; readonly data: RecordData | null };
  /** It took effect at the office. */
  readonly acknowledged: boolean;
  /** Later items on the record must wait for a person [S2]. */
  readonly fences: boolean;
}

/** The record at the office after this item took effect alone. */
function baseAfter(
  item: OutboxItem,
  base: StoredRecord['base'],
  version: number,
): { version: number; data: RecordData | null } | undefined {
  /* An edit never gets a version below the one that it was made on, unless the office went back to a backup. What else is known of the
     record is from before that, and is given back. */
  if (base !== null && item.action === 'UPDATE' && version <= item.base)
    return { version: base.version, data: applyPatch(base.data ?? {}, item.patch ?? {}) };
  /* A pull was faster than the reply (which was lost): what is known has this effect in it and perhaps others' on top. */
  if (base !== null && base.version >= version && item.action !== 'DELETE') return undefined;
  if (item.action === 'CREATE') return { version, data: item.data ?? {} };
  if (item.action === 'DELETE') return { version, data: null };
  return { version, data: applyPatch(base?.data ?? {}, item.patch ?? {}) };
}

export function settleItem(input: {
  readonly item: OutboxItem;
  readonly base: StoredRecord['base'];
  readonly verdict: Verdict;
  /** What a held item waits for is still to be sent from this phone. */
  readonly awaited: boolean;
  readonly maxRetryAttempts: number;
  readonly now: number;
  readonly roll: number;
}): Settlement {
  const { item, base, verdict, now } = input;
  switch (verdict.status) {
    case 'duplicate':
      return settleRecorded(item, base, verdict.original, now);
    case 'retry': {
      const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(askedWaitMs(verdict.afterMs, input.roll), 1_000));
      return kept(putOff(item, now, now + waitMs, { code: verdict.code, message: '' }));
    }
    case 'held':
      return settleHeld(item, verdict, input);
    case 'applied':
    case 'merged':
    case 'conflict':
    case 'rejected':
      return settleRecorded(item, base, verdict, now);
  }
}

/*
 * Held or asked to come back, the item keeps its mark that the office may know it: a copy of an earlier request may
 * still be on its way, and be judged when nothing holds it any more. An edit folded into the item would then be lost [S1].
 */
function kept(item: OutboxItem): Settlement {
  return { item, acknowledged: false, fences: false };
}

/** Whoever waits for a record that neither the office nor this phone has may wait for ever: in the end a person looks. */
function settleHeld(
  item: OutboxItem,
  verdict: Extract<Verdict, { status: 'held' }>,
  input: { awaited: boolean; maxRetryAttempts: number; now: number; roll: number },
): Settlement {
  const { awaited, maxRetryAttempts, now, roll } = input;
  const error = { code: verdict.code, message: verdict.waitsFor ?? '' };
  const waitMs = Math.max(1_000, backoffMs(item.delays, roll, ITEM_BACKOFF));
  const later = putOff(item, now, now + waitMs, error);
  if (verdict.code !== 'DEPENDENCY_MISSING' || awaited) return kept(later);
  const retryCount = item.retryCount + 1;
  if (retryCount < maxRetryAttempts) return kept({ ...later, retryCount });
  return { item: shelved({ ...item, retryCount }, now, error, false), acknowledged: false, fences: true };
}

function acknowledged(base: Settlement['base']): Settlement {
  return { item: null, ...(base === undefined ? {} : { base }), acknowledged: true, fences: false };
}

function settleRecorded(
  item: OutboxItem,
  base: StoredRecord['base'],
  verdict: RecordedVerdict,
  now: number,
): Settlement {
  switch (verdict.status) {
    case 'applied':
      return acknowledged(baseAfter(item, base, verdict.version));
    case 'merged': {
      const after = baseAfter(item, base, verdict.version);
      /* Others' fields are not known yet: keep the old version number, so that the merged record replaces this one when it comes. */
      return acknowledged(after && { ...after, version: base?.version ?? 0 });
    }
    case 'conflict':
      return {
        item: {
          ...item,
          state: 'conflict',
          lastAttemptAt: now,
          conflictId: verdict.conflictId,
          error: { code: 'CONFLICT', message: verdict.fields.join(', ') },
        },
        acknowledged: false,
        fences: true,
      };
    case 'rejected': {
      const field = verdict.field === undefined ? {} : { field: verdict.field };
      return {
        item: shelved(item, now, { code: verdict.code, message: verdict.message, ...field }, true),
        acknowledged: false,
        fences: true,
      };
    }
  }
}

export function putOff(
  item: OutboxItem,
  now: number,
  nextAttemptAt: number,
  error: { code: ErrorCode; message: string },
): OutboxItem {
  return { ...item, state: 'later', nextAttemptAt, delays: item.delays + 1, lastAttemptAt: now, error };
}

export function shelved(
  item: OutboxItem,
  now: number,
  error: NonNullable<OutboxItem['error']>,
  refused: boolean,
): OutboxItem {
  return { ...item, state: 'shelf', lastAttemptAt: now, error, refused };
}

/**
 * A failure that counts: put off, or after `maxRetryAttempts` on the shelf. Codes whose recovery is `split` or `shelve`
 * put a lone item there at once: sending it again as it is cannot work.
 */
export function failItem(input: {
  readonly item: OutboxItem;
  readonly code: ErrorCode;
  readonly message: string;
  readonly maxRetryAttempts: number;
  readonly now: number;
  readonly roll: number;
}): OutboxItem {
  const { item, code, message, now } = input;
  const { recovery } = ERROR_TABLE[code];
  const retryCount = item.retryCount + 1;
  if (recovery === 'split' || recovery === 'shelve')
    return shelved({ ...item, retryCount }, now, { code, message }, false);
  if (retryCount >= input.maxRetryAttempts)
    return shelved({ ...item, retryCount }, now, { code, message }, false);
  const waitMs = Math.max(1_000, backoffMs(item.delays, input.roll, ITEM_BACKOFF));
  return { ...putOff(item, now, now + waitMs, { code, message }), retryCount };
}
