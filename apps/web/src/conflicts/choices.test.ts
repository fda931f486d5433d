import type { ConflictDetail } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import {
  allFrom,
  asked,
  decisionOf,
  firstMissing,
  RECORD,
  stillAsked,
  tally,
  type Choices,
} from './choices.ts';

type Both = Parameters<typeof asked>[0];
const conflict = (
  parts: Partial<Pick<ConflictDetail, 'kind' | 'resolution'>> & { deleted?: boolean } = {},
): Both =>
  ({
    kind: parts.kind ?? 'fields',
    resolution: parts.resolution ?? null,
    record: { deleted: parts.deleted ?? false },
    sides: [
      { field: 'totalPopulation', mine: 2_840, theirs: 2_655 },
      { field: 'separatedChildren', mine: 31 },
      { field: 'pregnantWomen', theirs: 97 },
    ],
  }) as unknown as Both;
const mine = { side: 'mine' } as const;
const theirs = { side: 'theirs' } as const;

describe('what is chosen between two versions', () => {
  it('is each answer, or the record as a whole where one side has none', () => {
    expect(asked(conflict())).toEqual(['totalPopulation', 'separatedChildren', 'pregnantWomen']);
    expect(asked(conflict({ kind: 'delete-of-edited' }))).toEqual([RECORD]);
    expect(asked(conflict({ kind: 'edit-of-deleted' }))).toEqual([RECORD]);
    // Removed by somebody since it was opened.
    expect(asked(conflict({ deleted: true }))).toEqual([RECORD]);
  });

  it.each<[string, Choices, ReturnType<typeof decisionOf>]>([
    ['all from the phone', allFrom(conflict(), 'mine'), { strategy: 'LOCAL_WINS' }],
    ['all from the office', allFrom(conflict(), 'theirs'), { strategy: 'SERVER_WINS' }],
    [
      'some from each',
      { totalPopulation: mine, separatedChildren: theirs, pregnantWomen: mine },
      {
        strategy: 'MERGE',
        choices: { totalPopulation: 'mine', separatedChildren: 'theirs', pregnantWomen: 'mine' },
      },
    ],
    [
      'one written here; a side without an answer is none',
      { totalPopulation: { side: 'own', value: 2_700 }, separatedChildren: theirs, pregnantWomen: mine },
      {
        strategy: 'MANUAL',
        values: { totalPopulation: 2_700, separatedChildren: null, pregnantWomen: null },
      },
    ],
    [
      'not known, written here',
      { totalPopulation: { side: 'own', value: null }, separatedChildren: mine, pregnantWomen: theirs },
      { strategy: 'MANUAL', values: { totalPopulation: null, separatedChildren: 31, pregnantWomen: 97 } },
    ],
  ])('%s', (_, choices, decision) => {
    expect(firstMissing(conflict(), choices)).toBeUndefined();
    expect(decisionOf(conflict(), choices)).toEqual(decision);
  });

  it('of a record that one side removed is one side', () => {
    const removed = conflict({ kind: 'delete-of-edited' });
    expect(decisionOf(removed, { [RECORD]: mine })).toEqual({ strategy: 'LOCAL_WINS' });
    expect(decisionOf(removed, { [RECORD]: theirs })).toEqual({ strategy: 'SERVER_WINS' });
  });

  it('is missing while nothing is chosen or written', () => {
    expect(firstMissing(conflict(), {})).toBe('totalPopulation');
    expect(firstMissing(conflict(), { totalPopulation: mine })).toBe('separatedChildren');
    const unwritten: Choices = {
      ...allFrom(conflict(), 'mine'),
      pregnantWomen: { side: 'own', value: undefined },
    };
    expect(firstMissing(conflict(), unwritten)).toBe('pregnantWomen');
  });

  it('keeps what still makes sense when the record changes meanwhile', () => {
    expect(stillAsked(allFrom(conflict(), 'mine'), conflict())).toEqual(allFrom(conflict(), 'mine'));
    expect(stillAsked(allFrom(conflict(), 'mine'), conflict({ deleted: true }))).toEqual({});
  });

  it('is counted by where it comes from', () => {
    expect(tally({ a: mine, b: mine, c: theirs, d: { side: 'own', value: 1 } })).toEqual({
      mine: 2,
      theirs: 1,
      own: 1,
    });
  });
});
