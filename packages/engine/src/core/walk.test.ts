import { expect, it } from 'vitest';
import { recordId } from '../testing/build-item.ts';
import { NO_WALK, stampOf, walkAnew, type Walk } from './walk.ts';

const walk: Walk = { number: 3, phase: 'urgency', after: recordId(1), seq: -4 };

it('[D1] begins at the feed with a number of its own, so that what was met before does not count', () => {
  expect(walkAnew(walk)).toEqual({ number: 4, phase: 'feed', after: null, seq: -4 });
  expect(walkAnew(NO_WALK).number).toBe(1);
});

it('[D1] stamps what it meets while it is under way', () => {
  const phases = ['feed', 'missing', 'urgency', 'done'] as const;
  expect(phases.map((phase) => stampOf({ ...walk, phase }))).toEqual([3, 3, 3, undefined]);
});
