import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAND_CEILING, BAND_FLOOR, BANDS, bandOf } from './band.ts';
import { PRIORITIES, RECORD_TYPES } from './domain.ts';
import type { PriorityRule } from './priority-rule.ts';
import { BASE_SCORE, rulePoints, scoreRecord } from './priority-score.ts';

/** A rule that holds for `{answer: 1}` and for nothing else. */
const rule = fc
  .record(
    {
      entityType: fc.constantFrom(...RECORD_TYPES),
      wanted: fc.constantFrom(1, 2),
      modifier: fc.integer({ min: -100, max: 100 }),
      priorityModifier: fc.integer({ min: -100, max: 100 }),
      isActive: fc.boolean(),
    },
    { noNullPrototype: true },
  )
  .map(({ entityType, wanted, modifier, priorityModifier, isActive }): PriorityRule => ({
    id: 'r',
    name: 'Rule',
    entityType,
    conditions: [{ field: 'data.answer', operator: 'EQUALS', value: wanted, modifier }],
    priorityModifier,
    isActive,
    createdBy: 'Amina',
    createdAt: '2026-11-20T09:30:00.000Z',
  }));
const rules = fc.array(rule, { maxLength: 6 });
const type = fc.constantFrom(...RECORD_TYPES);
const choice = fc.constantFrom(...PRIORITIES);
const data = { answer: 1 };

const sumOf = (list: readonly PriorityRule[], of: (typeof RECORD_TYPES)[number]) =>
  list.reduce((sum, each) => sum + (rulePoints(each, of, data) ?? 0), 0);

describe('scoreRecord, for any rules', () => {
  it('without a choice is base and rules, cut to 0-100', () => {
    fc.assert(
      fc.property(type, rules, (of, list) => {
        const sum = BASE_SCORE[of] + sumOf(list, of);
        expect(scoreRecord({ type: of, data, rules: list }).score).toBe(Math.min(100, Math.max(0, sum)));
      }),
    );
  });

  it('with a choice ends in the chosen band, or above it where rules put it there', () => {
    fc.assert(
      fc.property(type, rules, choice, (of, list, chosen) => {
        const { score } = scoreRecord({ type: of, data, rules: list, choice: chosen });
        expect(score).toBeGreaterThanOrEqual(BAND_FLOOR[chosen]);
        if (sumOf(list, of) <= 0) expect(score).toBeLessThanOrEqual(BAND_CEILING[chosen]);
      }),
    );
  });

  it('[S4] LOW never outvotes rules: where they add points the score stays what it was', () => {
    const adding = fc.tuple(type, rules).filter(([of, list]) => sumOf(list, of) > 0);
    fc.assert(
      fc.property(adding, ([of, list]) => {
        const { score } = scoreRecord({ type: of, data, rules: list });
        expect(scoreRecord({ type: of, data, rules: list, choice: 'LOW' }).score).toBe(score);
      }),
    );
  });

  it('HIGH never lowers a score, and never gives Critical by itself', () => {
    fc.assert(
      fc.property(type, rules, (of, list) => {
        const alone = scoreRecord({ type: of, data, rules: list }).score;
        const high = scoreRecord({ type: of, data, rules: list, choice: 'HIGH' }).score;
        expect(high).toBe(Math.max(alone, BAND_FLOOR.HIGH));
        expect(bandOf(high) === 'CRITICAL').toBe(bandOf(alone) === 'CRITICAL');
      }),
    );
  });

  it('a choice further up never gives a lower score', () => {
    fc.assert(
      fc.property(type, rules, (of, list) => {
        const scores = (['LOW', 'NORMAL', 'HIGH'] as const).map(
          (chosen) => scoreRecord({ type: of, data, rules: list, choice: chosen }).score,
        );
        expect(scores).toEqual([...scores].sort((a, b) => a - b));
      }),
    );
  });

  it('a rule that adds points never lowers a score, whatever was chosen', () => {
    const positive = rule.map((each) => ({
      ...each,
      isActive: true,
      priorityModifier: 101 + Math.abs(each.priorityModifier),
    }));
    fc.assert(
      fc.property(type, rules, fc.option(choice, { nil: undefined }), positive, (of, list, chosen, more) => {
        const before = scoreRecord({ type: of, data, rules: list, choice: chosen }).score;
        const after = scoreRecord({ type: of, data, rules: [...list, more], choice: chosen }).score;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('does not depend on the order of the rules', () => {
    const shuffled = rules.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(type, shuffled, fc.option(choice, { nil: undefined }), (of, [list, other], chosen) => {
        const one = scoreRecord({ type: of, data, rules: list, choice: chosen }).score;
        expect(scoreRecord({ type: of, data, rules: other, choice: chosen }).score).toBe(one);
      }),
    );
  });

  it('gives reasons that add up to the score', () => {
    fc.assert(
      fc.property(type, rules, fc.option(choice, { nil: undefined }), (of, list, chosen) => {
        const { score, reasons } = scoreRecord({ type: of, data, rules: list, choice: chosen });
        const content = reasons.filter(({ source }) => source !== 'choice');
        const moved = reasons.find(({ source }) => source === 'choice')?.points ?? 0;
        const sum = content.reduce((total, { points }) => total + points, 0);
        expect(Math.min(100, Math.max(0, sum)) + moved).toBe(score);
        expect(BANDS).toContain(bandOf(score));
      }),
    );
  });
});
