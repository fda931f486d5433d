import { applyPatch, equalJson, type Change, type Patch, type RecordData } from '@fieldsync/protocol';
import type { OutboxItem, StoredRecord } from './stored.ts';

/** The base with unsent items on top, in capture order: what the person sees [R2]. */
export function viewOf(
  base: RecordData | null,
  items: readonly OutboxItem[],
): { readonly data: RecordData; readonly deleted: boolean } {
  let data: RecordData = base ?? {};
  let deleted = false;
  for (const item of items) {
    if (item.action === 'CREATE') data = item.data ?? {};
    else if (item.action === 'UPDATE') data = applyPatch(data, item.patch ?? {});
    else deleted = true;
  }
  return { data, deleted };
}

/** Fields in which two versions differ. */
export function changedFields(before: RecordData, after: RecordData): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !equalJson(before[name], after[name]));
}

/**
 * The base that an unsent edit may claim after a pull.
 *
 * When the office changed only fields that the edit leaves alone, the edit stands on the new version as well. When it
 * changed a field of the edit, the old base is kept: the office must see that both sides changed it [K1]. From then on
 * it stays, whatever later pulls bring: moved past the change that it has not seen, the edit would overwrite it.
 */
export function rebasedBase(item: OutboxItem, before: StoredRecord['base'], change: Change): number {
  if (item.action !== 'UPDATE' || before === null || before.data === null || change.data === null)
    return item.base;
  if (item.base !== before.version) return item.base;
  const touched = changedFields(before.data, change.data);
  const mine: Patch = item.patch ?? {};
  return touched.some((field) => Object.hasOwn(mine, field)) ? item.base : change.version;
}
