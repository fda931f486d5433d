import type { Ledger } from './ledger.ts';

export interface OnceReport {
  readonly missing: number;
  /** Operations whose effect is in a record's history more often than the operation is in the ledger. */
  readonly appliedTwice: number;
  /** Judged, but without effect. */
  readonly refused: number;
}

const EFFECTIVE = new Set(['applied', 'merged', 'conflict']);

/** Whether each of these operations had its effect, and had it once: every effect is a version of its record. */
export function exactlyOnce({ operations, versions }: Ledger, expected: readonly string[]): OnceReport {
  const byId = new Map(operations.map((row) => [row.id, row]));
  const effects = new Map<string, number>();
  for (const { recordId, status } of operations)
    if (EFFECTIVE.has(status)) effects.set(recordId, (effects.get(recordId) ?? 0) + 1);
  let appliedTwice = 0;
  for (const [recordId, version] of versions)
    appliedTwice += Math.max(0, version - (effects.get(recordId) ?? 0));
  return {
    missing: expected.filter((id) => !byId.has(id)).length,
    appliedTwice,
    refused: expected.filter((id) => byId.get(id)?.status === 'rejected').length,
  };
}
