import type { Band, ConflictKind, Severity } from '@fieldsync/protocol';
import { bandOf } from '@fieldsync/protocol';

const OF_BAND: Readonly<Record<Band, Severity>> = {
  CRITICAL: 'HIGH',
  HIGH: 'HIGH',
  NORMAL: 'MEDIUM',
  LOW: 'LOW',
};

/** How soon a person should look: an urgent record's conflict first, and one that decides whether a record exists at all. */
export function conflictSeverity(kind: ConflictKind, score: number): Severity {
  return kind === 'fields' ? OF_BAND[bandOf(score)] : 'HIGH';
}
