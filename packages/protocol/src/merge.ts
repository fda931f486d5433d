import { equalJson } from './equal.ts';
import { PROTOTYPE_KEYS } from './prototype-keys.ts';
import type { RecordData } from './records/record-data.ts';

/** Changed fields only. `null` removes the field (RFC 7396 on the top level; values are replaced whole). */
export type Patch = Readonly<Record<string, unknown>>;

/** Who last changed a field, and in which version of the record. */
export type FieldVersion = readonly [version: number, device: string];
/**
 * By field; under `EVERY_OTHER_FIELD` what holds for those that have an answer and are not named. A new record has that entry alone: with a
 * line for each field it was a third of what the database writes for a record.
 */
export type FieldVersions = Readonly<Record<string, FieldVersion>>;
/** No schema has a field without a name. */
export const EVERY_OTHER_FIELD = '';

export interface FieldConflict {
  /** `undefined` where that side has no answer. */
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merge {
  /** What may be written without a person: no other device changed these fields since the base. */
  readonly clean: Patch;
  /** Fields that both sides changed, to different values [K1]. */
  readonly conflicts: Readonly<Record<string, FieldConflict>>;
  /** Fields that others changed since the base and that this patch leaves alone. */
  readonly changedByOthers: readonly string[];
}

/** A field's own answer. Own: a field may be named `toString`, and no record answers that by itself. Null is no answer. */
function answerOf(data: RecordData, field: string): unknown {
  return Object.hasOwn(data, field) ? (data[field] ?? undefined) : undefined;
}

/** Fields that another device changed after `base`. */
export function changedElsewhere(input: {
  readonly current: RecordData;
  readonly fieldVersions: FieldVersions;
  readonly base: number;
  readonly device: string;
}): string[] {
  const { current, fieldVersions, base, device } = input;
  const named = Object.keys(fieldVersions).filter((field) => field !== EVERY_OTHER_FIELD);
  // Nobody has answered what is neither named nor there: whoever removes an answer leaves the field's own entry.
  return [...new Set([...named, ...Object.keys(current)])].filter((field) => {
    const last = fieldVersions[Object.hasOwn(fieldVersions, field) ? field : EVERY_OTHER_FIELD];
    return last !== undefined && last[0] > base && last[1] !== device;
  });
}

/** Entries that may be copied: prototype keys are left behind. */
function fieldsOf(data: RecordData): [string, unknown][] {
  return Object.entries(data).filter(([field]) => !PROTOTYPE_KEYS.has(field));
}

export function applyPatch(data: RecordData, patch: Patch): RecordData {
  const merged: Record<string, unknown> = {};
  for (const answers of [data, patch])
    for (const field of Object.keys(answers)) {
      const value = answers[field];
      if (PROTOTYPE_KEYS.has(field)) continue;
      if (value !== null && value !== undefined) merged[field] = value;
      // Of what is not there nothing is deleted: an object that had a key taken away is slow from then on.
      else if (Object.hasOwn(merged, field)) delete merged[field];
    }
  return merged;
}

/** The smallest patch that turns `before` into `after`. */
export function diffPatch(before: RecordData, after: RecordData): Patch {
  const patch: Record<string, unknown> = {};
  for (const [field, value] of fieldsOf(after)) {
    if (value !== undefined && value !== null && !equalJson(answerOf(before, field), value))
      patch[field] = value;
  }
  for (const [field] of fieldsOf(before)) {
    if (answerOf(before, field) !== undefined && answerOf(after, field) === undefined) patch[field] = null;
  }
  return patch;
}

/** The later patch wins field by field; a removal is kept, as null, so that it reaches the server. */
export function composePatches(earlier: Patch, later: Patch): Patch {
  const composed: Record<string, unknown> = {};
  // Null, because JSON drops an undefined field and the removal with it.
  for (const [field, value] of [...fieldsOf(earlier), ...fieldsOf(later)]) composed[field] = value ?? null;
  return composed;
}

/**
 * Three-way merge by field.
 *
 * A field is in conflict when another device changed it after the base of this edit, and to another value.
 * The same device's own later changes are no conflict: its operations arrive in the order in which they were
 * captured [S2], so the edit was made on top of them.
 */
export function mergePatch(input: {
  readonly current: RecordData;
  readonly fieldVersions: FieldVersions;
  readonly base: number;
  readonly patch: Patch;
  readonly device: string;
}): Merge {
  const { current, patch } = input;
  const clean: Record<string, unknown> = {};
  const conflicts: Record<string, FieldConflict> = {};
  const elsewhere = new Set(changedElsewhere(input));
  for (const [field, value] of fieldsOf(patch)) {
    const mine = value ?? undefined;
    const theirs = answerOf(current, field);
    if (elsewhere.has(field) && !equalJson(theirs, mine)) conflicts[field] = { mine, theirs };
    else clean[field] = value ?? null;
  }
  const changedByOthers = [...elsewhere].filter((field) => !Object.hasOwn(patch, field));
  return { clean, conflicts, changedByOthers };
}
