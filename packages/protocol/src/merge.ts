import { equalJson } from './equal.ts';
import type { RecordData } from './records/record-data.ts';

/** Changed fields only. `null` removes the field (RFC 7396 on the top level; values are replaced whole). */
export type Patch = Readonly<Record<string, unknown>>;

/** Who last changed a field, and in which version of the record. */
export type FieldVersion = readonly [version: number, device: string];
export type FieldVersions = Readonly<Record<string, FieldVersion>>;

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

/** Keys that would reach a prototype when copied. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export function applyPatch(data: RecordData, patch: Patch): RecordData {
  const merged: Record<string, unknown> = {};
  for (const [field, value] of [...Object.entries(data), ...Object.entries(patch)]) {
    if (FORBIDDEN.has(field)) continue;
    if (value === null || value === undefined) delete merged[field];
    else merged[field] = value;
  }
  return merged;
}

/** The smallest patch that turns `before` into `after`. */
export function diffPatch(before: RecordData, after: RecordData): Patch {
  const patch: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(after)) {
    if (value !== undefined && value !== null && !equalJson(before[field], value)) patch[field] = value;
  }
  for (const field of Object.keys(before)) {
    if (before[field] !== undefined && (after[field] === undefined || after[field] === null))
      patch[field] = null;
  }
  return patch;
}

/** The later patch wins field by field; a removal is kept, so that it reaches the server. */
export function composePatches(earlier: Patch, later: Patch): Patch {
  return { ...earlier, ...later };
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
  const { current, fieldVersions, base, patch, device } = input;
  const clean: Record<string, unknown> = {};
  const conflicts: Record<string, FieldConflict> = {};
  const changedElsewhere = (field: string): boolean => {
    const last = Object.hasOwn(fieldVersions, field) ? fieldVersions[field] : undefined;
    return last !== undefined && last[0] > base && last[1] !== device;
  };
  for (const [field, value] of Object.entries(patch)) {
    if (FORBIDDEN.has(field)) continue;
    const mine = value ?? undefined;
    if (changedElsewhere(field) && !equalJson(current[field], mine))
      conflicts[field] = { mine, theirs: current[field] };
    else clean[field] = value;
  }
  const changedByOthers = Object.keys(fieldVersions).filter(
    (field) => changedElsewhere(field) && !Object.hasOwn(patch, field),
  );
  return { clean, conflicts, changedByOthers };
}
