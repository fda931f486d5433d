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
import type { OutboxItem, StoredRecord } from '../stored.ts';
import { backoffMs, ITEM_BACKOFF } from './backoff.ts';

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
): { version: number; data: RecordData | null } {
  if (item.action === 'CREATE') return { version, data: item.data ?? {} };
  if (item.action === 'DELETE') return { version, data: null };
  return { version, data: applyPatch(base?.data ?? {}, item.patch ?? {}) };
}

export function settleItem(input: {
  readonly item: OutboxItem;
  readonly base: StoredRecord['base'];
  readonly verdict: Verdict;
  readonly now: number;
  readonly roll: number;
}): Settlement {
  const { item, base, verdict, now, roll } = input;
  if (verdict.status === 'duplicate') return settleRecorded(item, base, verdict.original, now);
  if (verdict.status === 'held' || verdict.status === 'retry') {
    const waitMs =
      verdict.status === 'retry'
        ? Math.max(verdict.afterMs, 1_000)
        : Math.max(1_000, backoffMs(item.delays, roll, ITEM_BACKOFF));
    const error = { code: verdict.code, message: verdict.status === 'held' ? (verdict.waitsFor ?? '') : '' };
    /* Held or asked to come back: the ledger does not have it, so it may still be changed under its id. */
    return {
      item: { ...putOff(item, now, now + waitMs, error), mayBeKnown: false },
      acknowledged: false,
      fences: false,
    };
  }
  return settleRecorded(item, base, verdict, now);
}

function settleRecorded(
  item: OutboxItem,
  base: StoredRecord['base'],
  verdict: RecordedVerdict,
  now: number,
): Settlement {
  switch (verdict.status) {
    case 'applied':
      return { item: null, base: baseAfter(item, base, verdict.version), acknowledged: true, fences: false };
    case 'merged': {
      /* Others' fields are not known yet: keep the old version number, so that the merged record replaces this one when it comes. */
      const after = baseAfter(item, base, base?.version ?? 0);
      return { item: null, base: after, acknowledged: true, fences: false };
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
