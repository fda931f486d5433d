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
 *
 * An edit on top of one that was in conflict was made on that one's answers. Where the decision let these stand, the person
 * has seen what the office has now, whatever it had in between [K2].
 * @param decided items of the record whose conflict this change decided
 */
export function rebasedBase(
  item: OutboxItem,
  before: StoredRecord['base'],
  change: Change,
  decided: readonly OutboxItem[] = [],
): number {
  const { data } = change;
  if (item.action !== 'UPDATE' || data === null) return item.base;
  const onLatest = before !== null && before.data !== null && item.base === before.version;
  const touched = new Set(onLatest ? changedFields(before.data, data) : []);
  const patch: Patch = item.patch ?? {};
  const seen = (field: string): boolean => {
    const under = answerUnder(item, field, decided);
    return under === undefined
      ? onLatest && !touched.has(field)
      : equalJson(under.answer ?? undefined, data[field]);
  };
  const stands = Object.keys(patch).every(seen) && (onLatest || Object.keys(patch).length > 0);
  return stands ? change.version : item.base;
}

/** What a decided item before this one had for a field, null for none; undefined: none of them is about it. */
function answerUnder(
  item: OutboxItem,
  field: string,
  decided: readonly OutboxItem[],
): { readonly answer: unknown } | undefined {
  const under = decided.findLast(
    (other) => other.seq < item.seq && other.patch !== undefined && Object.hasOwn(other.patch, field),
  );
  return under === undefined ? undefined : { answer: under.patch?.[field] };
}
