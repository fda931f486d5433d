import { describe, expect, it } from 'vitest';
import { conflictSeverity } from './severity.ts';

describe('how soon somebody should look at two versions', () => {
  it.each([
    [100, 'HIGH'],
    [85, 'HIGH'],
    [60, 'HIGH'],
    [59, 'MEDIUM'],
    [30, 'MEDIUM'],
    [29, 'LOW'],
  ])('[K1] of answers as urgent as the record: %i is %s', (score, severity) => {
    expect(conflictSeverity('fields', score)).toBe(severity);
  });

  it('[K1] at once where the question is whether there is a record at all', () => {
    for (const kind of ['edit-of-deleted', 'delete-of-edited'] as const)
      expect(conflictSeverity(kind, 0)).toBe('HIGH');
  });
});
