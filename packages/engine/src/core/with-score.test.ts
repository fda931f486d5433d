import { DEFAULT_RULES } from '@fieldsync/protocol';
import { expect, it } from 'vitest';
import { buildRecord } from '../testing/build-item.ts';
import { UNSCORED, withOverride, withScore } from './with-score.ts';

const record = buildRecord(1, UNSCORED);
const scored = withScore(record, DEFAULT_RULES);
const override = {
  coordinatorId: 'ibrahim',
  coordinatorName: 'Ibrahim',
  originalPriority: scored.score,
  overridePriority: 97,
  justification: 'They phoned',
  timestamp: '2026-11-20T09:30:00.000Z',
};

it('[S4] a record that is scored as it was is the very same, and nothing is written', () => {
  expect(scored.reasons.length).toBeGreaterThan(0);
  expect(withScore(scored, DEFAULT_RULES)).toBe(scored);
});

it.each([
  { score: scored.score + 1 },
  { reason: `${scored.reason}, as it was said before` },
  { reasons: [...scored.reasons, ...scored.reasons] },
])('[S4] one that says otherwise is brought up to date (%j)', (stale) => {
  expect(withScore({ ...scored, ...stale }, DEFAULT_RULES)).toEqual(scored);
});

it('[S4] a score that was set by hand counts, until it is taken back', () => {
  const byHand = withScore(withOverride(scored, override), DEFAULT_RULES);
  expect(byHand).toMatchObject({ score: 97, band: 'CRITICAL', override, reasons: scored.reasons });
  expect(withScore(withOverride(byHand, null), DEFAULT_RULES)).toEqual(scored);
});
