import { expect, it } from 'vitest';
import { sampleCounts, sampleState } from '../testing/samples.ts';
import { navBadgeOf } from './nav-badge-of.ts';

it('the badge on Sync shows the most urgent of what is unsent', () => {
  const counts = sampleCounts({ critical: 1, normal: 5, sending: 2 });
  expect(navBadgeOf(sampleState({ counts }))).toEqual({ state: 'send', count: 2 });
  const holds = [{ reason: 'user' as const, exceptCritical: false }];
  expect(navBadgeOf(sampleState({ counts, holds }))).toEqual({ state: 'held', count: 4 });
  expect(navBadgeOf(sampleState({ counts: { ...counts, needsYou: 1 } }))).toEqual({
    state: 'needs',
    count: 1,
  });
  expect(navBadgeOf(sampleState())).toBeUndefined();
});
