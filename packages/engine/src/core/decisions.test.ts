import type { Change, RecordData, Settlement } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { buildItem, operationId, recordId } from '../testing/build-item.ts';
import { decisionsAfter, hasUnseen } from './decisions.ts';
import type { Decision, OutboxItem } from './stored.ts';

const AT = '2026-11-20T09:30:00.000Z';
const settlement = (n: number, parts: Partial<Settlement> = {}): Settlement => ({
  operation: operationId(n),
  strategy: 'SERVER_WINS',
  by: 'Ibrahim',
  at: AT,
  justification: 'counted again',
  fields: ['a', 'b'],
  ...parts,
});
const change = (settled: readonly Settlement[] | undefined, data: RecordData | null = { a: 9 }): Change => ({
  id: recordId(1),
  type: 'ASSESSMENT',
  version: 3,
  data,
  score: 40,
  capturedAt: AT,
  ...(settled === undefined ? {} : { settled: [...settled] }),
});
const disputed = (n: number, patch: OutboxItem['patch'] = { a: 1, b: null }): OutboxItem =>
  buildItem(n, { action: 'UPDATE', base: 1, patch, state: 'conflict' });
const decision = (n: number, parts: Partial<Decision> = {}): Decision => ({
  operation: operationId(n),
  strategy: 'SERVER_WINS',
  by: 'Ibrahim',
  at: Date.parse(AT),
  justification: 'counted again',
  removal: false,
  answers: [{ field: 'a', mine: 1, stands: 9 }, { field: 'b' }],
  removed: false,
  seen: false,
  ...parts,
});

describe('the decisions of a record', () => {
  it('[K2] say what this phone had wanted and what stands, each of its own edit', () => {
    const told = change([settlement(1), settlement(2)]);
    expect(decisionsAfter([], told, [disputed(2, { b: 4 }), disputed(1)])).toEqual([
      decision(1),
      decision(2, {
        answers: [
          { field: 'a', stands: 9 },
          { field: 'b', mine: 4 },
        ],
      }),
    ]);
  });

  it('[K2] say that it was to be removed, and that it is', () => {
    const { patch: _, ...bare } = disputed(1);
    const removal: OutboxItem = { ...bare, action: 'DELETE' };
    const [told] = decisionsAfter([], change([settlement(1, { fields: [] })], null), [removal]);
    expect(told).toEqual(decision(1, { answers: [], removal: true, removed: true }));
  });

  it('[K2] stay the same where the change tells of none, of known ones, or of what is not here', () => {
    const before = [decision(1, { seen: true }), decision(2)];
    expect(decisionsAfter(before, change(undefined), [])).toBe(before);
    expect(decisionsAfter(before, change([settlement(1), settlement(2), settlement(7)]), [])).toBe(before);
  });

  it('[K2] one that was changed afterwards is to be seen again, behind the others', () => {
    const before = [decision(1, { seen: true }), decision(2, { seen: true })];
    const later = '2026-11-20T10:00:00.000Z';
    expect(decisionsAfter(before, change([settlement(1, { at: later }), settlement(2)]), [])).toEqual([
      decision(2, { seen: true }),
      decision(1, { at: Date.parse(later), answers: [{ field: 'a', mine: 1, stands: 9 }, { field: 'b' }] }),
    ]);
  });

  it('[K2] are the latest ten', () => {
    const many = Array.from({ length: 12 }, (_, index) => index + 1);
    const kept = decisionsAfter(
      [],
      change(many.map((n) => settlement(n))),
      many.map((n) => disputed(n)),
    );
    expect(kept.map(({ operation }) => operation)).toEqual(many.slice(2).map(operationId));
  });

  it('[K2] are unseen as long as one of them is', () => {
    expect(hasUnseen({ decisions: [decision(1, { seen: true }), decision(2)] })).toBe(true);
    expect(hasUnseen({ decisions: [decision(1, { seen: true })] })).toBe(false);
    expect(hasUnseen({})).toBe(false);
  });
});
