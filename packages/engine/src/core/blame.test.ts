import type { ErrorCode } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxItem } from './stored.ts';
import { buildItem } from '../testing/build-item.ts';
import {
  afterAnswer,
  afterFailure,
  failedAlone,
  isBarren,
  NO_BLAME,
  sentenceOf,
  wantsLastProof,
  type Blame,
  type Sentence,
} from './blame.ts';

const INTERNAL = { code: 'INTERNAL', message: 'm' } as const;
const items = (count: number, from = 0): OutboxItem[] =>
  Array.from({ length: count }, (_, n) => buildItem(from + n));
const alone = (blame: Blame, n: number): Blame => afterFailure(blame, items(1, n), INTERNAL);
const sentences = (blame: Blame): Sentence[] => blame.suspects.map((suspect) => sentenceOf(suspect, blame));

describe('an item, or the office?', () => {
  it('[S5] a batch that fails is halved, once the office has shown that it answers', () => {
    const failed = afterFailure(NO_BLAME, items(50), INTERNAL);
    expect([failed.split, failed.proofDue]).toEqual([25, true]);
    const halved = afterFailure(afterAnswer(failed, 0), items(25), INTERNAL);
    expect([halved.split, halved.proofDue]).toEqual([13, false]);
  });

  it('[S5] what is taken widens the batch again: twice as many while it is looked for, all once it is found', () => {
    const looking = afterAnswer(afterFailure(NO_BLAME, items(50), INTERNAL), 25);
    expect(looking.split).toBe(50);
    const found = alone(looking, 1);
    expect(found.split).toBe(1);
    expect(afterAnswer(found, 1).split).toBeUndefined();
  });

  it('[S5] an answer that took nothing widens nothing, and a bound above a hundred is none', () => {
    expect(afterAnswer(afterFailure(NO_BLAME, items(50), INTERNAL), 0).split).toBe(25);
    expect(afterAnswer(afterFailure(NO_BLAME, items(198), INTERNAL), 1).split).toBe(198);
    expect(afterAnswer(afterFailure(NO_BLAME, items(200), INTERNAL), 1).split).toBeUndefined();
  });

  it('[C2] an answer vouches for the office until an item fails alone, and then another is due', () => {
    const once = alone(afterAnswer(NO_BLAME, 1), 1);
    expect([once.proofDue, alone(once, 2).proofDue]).toEqual([false, true]);
  });

  it('[C2] nobody is blamed before the office has answered something afterwards', () => {
    const suspected = alone(afterAnswer(NO_BLAME, 20), 1);
    expect(wantsLastProof(suspected)).toBe(true);
    expect(sentences(suspected)).toEqual(['leave']);
    const answered = afterAnswer(suspected, 0);
    expect(wantsLastProof(answered)).toBe(false);
    expect(sentences(answered)).toEqual(['blame']);
  });

  it('[S5] the only item there is can be blamed, when the office answers without it', () => {
    expect(sentences(afterAnswer(alone(NO_BLAME, 1), 0))).toEqual(['blame']);
  });

  it('[C2] several suspects and nothing taken: none is blamed, others go first next time', () => {
    const answered = afterAnswer(alone(alone(NO_BLAME, 1), 2), 0);
    expect(sentences(answered)).toEqual(['put-off', 'put-off']);
    expect(sentences(afterAnswer(answered, 1))).toEqual(['blame', 'blame']);
  });

  it('[S5] three in a row with nothing taken end the session; one that is taken starts the count anew', () => {
    const two = alone(alone(NO_BLAME, 1), 2);
    expect([isBarren(two), isBarren(alone(two, 3)), isBarren(alone(afterAnswer(two, 1), 3))]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isBarren(afterAnswer(alone(two, 3), 0))).toBe(true);
  });

  it('[S5] remembers who failed alone, and takes nobody for it who was judged or asked to wait', () => {
    const after = (code: ErrorCode): boolean => failedAlone(buildItem(1, { error: { code, message: '' } }));
    expect(['INTERNAL', 'MALFORMED', 'TOO_LARGE'].map((code) => after(code as ErrorCode))).toEqual([
      true,
      true,
      true,
    ]);
    for (const code of ['BUSY', 'DEPENDENCY_MISSING', 'EARLIER_OPERATION_OPEN', 'CONFLICT'] as const)
      expect(after(code)).toBe(false);
    expect(failedAlone(buildItem(1))).toBe(false);
  });

  it('an exchange without records that fails says nothing of any item', () => {
    const before = alone(NO_BLAME, 1);
    expect(afterFailure(before, [], INTERNAL)).toBe(before);
  });

  it('[C2] an office that answers nothing more never gets an item blamed, whatever it took before', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.array(fc.integer({ min: 1, max: 30 })), (taken, sizes) => {
        const dead = sizes.reduce(
          (blame, size) => afterFailure(blame, items(size), INTERNAL),
          afterAnswer(NO_BLAME, taken),
        );
        for (const sentence of sentences(dead)) expect(sentence).toBe('leave');
      }),
    );
  });
});
