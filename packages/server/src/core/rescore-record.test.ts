import type { ManualOverride, PriorityRule } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { field, judgedAfter } from '../testing/judged.ts';
import { MemoryExchangeStore } from '../testing/memory-exchange-store.ts';
import { create, healthData } from '../testing/operations.ts';
import { overriddenRecord, rescoreRecord } from './rescore-record.ts';
import type { StoredRecord } from './stored-record.ts';

const AT = '2026-11-20T09:00:00.000Z';
const cholera: PriorityRule = {
  id: 'cholera',
  name: 'Cholera',
  entityType: 'ASSESSMENT',
  conditions: [{ field: 'data.commonHealthIssues', operator: 'CONTAINS', value: 'CHOLERA', modifier: 30 }],
  priorityModifier: 0,
  isActive: true,
  createdBy: 'Ibrahim',
  createdAt: AT,
};
const byHand = (overridePriority: number): ManualOverride => ({
  coordinatorId: 'ibrahim',
  coordinatorName: 'Ibrahim',
  /* What the phone thought: the office reckons it itself. */
  originalPriority: 3,
  overridePriority,
  justification: 'known to be worse',
  timestamp: AT,
});

/** As it arrived, scored 40 by no rules. */
async function arrived(data = healthData({ commonHealthIssues: ['CHOLERA'] })): Promise<StoredRecord> {
  const { writes } = await judgedAfter(new MemoryExchangeStore(), field(create(1, 1, data)));
  const [write] = writes.records;
  if (write === undefined) throw new Error('nothing was written');
  return {
    ...write.record,
    score: 40,
    priorityReasons: [{ source: 'base', label: 'ASSESSMENT', points: 40 }],
  };
}

describe('a record that is scored anew', () => {
  it('[S4] gets the score and the reasons of the rules in force, and keeps its version: no answer is another', async () => {
    const record = await arrived();
    expect(rescoreRecord(record, [cholera])).toEqual({
      id: record.id,
      version: record.version,
      score: 70,
      priorityReasons: [
        { source: 'base', label: 'ASSESSMENT', points: 40 },
        { source: 'rule', label: 'Cholera', points: 30 },
      ],
      scoreOverride: null,
    });
  });

  it('[P2] is left alone where nothing differs, so that no phone fetches it', async () => {
    const record = await arrived();
    expect(rescoreRecord(record, [])).toBeUndefined();
    expect(rescoreRecord({ ...record, score: 70 }, [])).toMatchObject({ score: 40 });
    /* The same score for another reason is news: the screen says why. */
    expect(rescoreRecord({ ...record, priorityReasons: [] }, [])).toMatchObject({ score: 40 });
  });

  it('[S4] is left alone where a person has set its score', async () => {
    expect(rescoreRecord({ ...(await arrived()), scoreOverride: byHand(90) }, [cholera])).toBeUndefined();
  });
});

describe('a score that is set by hand', () => {
  it('[S4] counts instead of the rules’, and what these would give is kept beside it', async () => {
    expect(overriddenRecord(await arrived(), byHand(90), [cholera])).toMatchObject({
      score: 90,
      scoreOverride: { ...byHand(90), originalPriority: 70 },
    });
  });

  it('[S4] is taken back: the rules decide again', async () => {
    const record = { ...(await arrived()), score: 90, scoreOverride: byHand(90) };
    expect(overriddenRecord(record, null, [cholera])).toMatchObject({ score: 70, scoreOverride: null });
  });

  it('[P2] that is there already, or was never there, is no change', async () => {
    const record = await arrived();
    expect(overriddenRecord(record, null, [cholera])).toBeUndefined();
    const set = { ...record, score: 90, scoreOverride: { ...byHand(90), originalPriority: 40 } };
    expect(overriddenRecord(set, byHand(90), [])).toBeUndefined();
    expect(overriddenRecord(set, { ...byHand(90), justification: 'another reason' }, [])).toMatchObject({
      score: 90,
    });
  });
});
