import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MINIMAL_ASSESSMENTS } from '../testing/example-records.ts';
import { parseRecord } from './record-data.ts';

const PARTS = [
  'populationMale',
  'populationFemale',
  'populationUnder5',
  'pregnantWomen',
  'lactatingMothers',
  'personWithDisability',
  'elderlyPersons',
  'separatedChildren',
] as const;
const problemsOf = (counts: Record<string, unknown>) => {
  const parsed = parseRecord('ASSESSMENT', { ...MINIMAL_ASSESSMENTS.POPULATION, ...counts });
  return parsed.ok ? [] : parsed.problems;
};

describe('population counts', () => {
  test.each(PARTS)('[X3] %s cannot be more than the whole, and the message names both figures', (part) => {
    expect(problemsOf({ totalPopulation: 100, [part]: 100 })).toEqual([]);
    expect(problemsOf({ totalPopulation: 100, [part]: 101 })).toEqual([
      { field: part, message: '101 is more than the total population, 100' },
    ]);
  });

  it('[X3] women and men together cannot be more than the whole', () => {
    expect(problemsOf({ totalPopulation: 100, populationMale: 60, populationFemale: 40 })).toEqual([]);
    expect(problemsOf({ totalPopulation: 100, populationMale: 60, populationFemale: 41 })).toEqual([
      {
        field: 'totalPopulation',
        message: 'women and men together are 101, more than the total population, 100',
      },
    ]);
  });

  it('names each part that is too large, and does not add up parts that are wrong already', () => {
    expect(problemsOf({ totalPopulation: 10, populationMale: 11, populationFemale: 12 })).toEqual([
      { field: 'populationMale', message: '11 is more than the total population, 10' },
      { field: 'populationFemale', message: '12 is more than the total population, 10' },
    ]);
  });

  it('says nothing when there is no total to compare with, or no part', () => {
    expect(problemsOf({ populationMale: 500, populationFemale: 500 })).toEqual([]);
    expect(problemsOf({ totalPopulation: 0 })).toEqual([]);
  });

  it('leaves the dead and the injured out: they may be more than those who are left', () => {
    expect(problemsOf({ totalPopulation: 3, numberLivesLost: 9, numberInjured: 9 })).toEqual([]);
  });

  it('names an unknown answer beside a wrong count', () => {
    expect(
      problemsOf({ totalPopulation: 1, elderlyPersons: 2, mood: 'good' }).map(({ field }) => field),
    ).toEqual(['mood', 'elderlyPersons']);
  });

  it('accepts exactly the counts that fit into the total', () => {
    const some = fc.option(fc.nat({ max: 12 }), { nil: undefined });
    fc.assert(
      fc.property(some, fc.tuple(...PARTS.map(() => some)), (total, values) => {
        const counts = Object.fromEntries(PARTS.map((part, index) => [part, values[index]]));
        const given = [['totalPopulation', total], ...Object.entries(counts)].filter(
          ([, value]) => value !== undefined,
        );
        const [male, female] = values;
        const partsFit = values.every(
          (value) => value === undefined || total === undefined || value <= total,
        );
        const sexesFit =
          male === undefined || female === undefined || total === undefined || male + female <= total;
        expect(problemsOf(Object.fromEntries(given) as Record<string, unknown>).length === 0).toBe(
          partsFit && sexesFit,
        );
      }),
      { numRuns: 500 },
    );
  });
});
