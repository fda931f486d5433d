import { describe, expect, it } from 'vitest';
import { checkpointDue, vacuumDue } from './upkeep.ts';

const MEGABYTE = 1_048_576;
const MINUTE = 60_000;

describe('when the log is cut', () => {
  it.each([
    ['nothing was written', { bytes: 0, ageMs: 60 * MINUTE }, false],
    ['only the last checkpoint itself was', { bytes: 400, ageMs: 60 * MINUTE }, false],
    ['a little, a while ago', { bytes: MEGABYTE, ageMs: 6 * MINUTE }, true],
    ['a little, just now', { bytes: MEGABYTE, ageMs: MINUTE }, false],
    ['a lot, just now', { bytes: 64 * MEGABYTE, ageMs: 0 }, true],
  ])('%s', (_name, log, due) => {
    expect(checkpointDue(log)).toBe(due);
  });
});

describe('when a table is vacuumed', () => {
  it.each([
    ['a fresh table', { live: 0, dead: 0, changedSinceAnalyze: 0 }, false],
    ['a few dead rows in a small one', { live: 10, dead: 40, changedSinceAnalyze: 40 }, false],
    ['as many dead as living', { live: 100, dead: 100, changedSinceAnalyze: 0 }, true],
    ['a fifth of a large one, not yet', { live: 10_000, dead: 2_000, changedSinceAnalyze: 0 }, false],
    ['much added since the last statistics', { live: 1_000, dead: 0, changedSinceAnalyze: 1_000 }, true],
  ])('%s', (_name, wear, due) => {
    expect(vacuumDue({ name: 'records', ...wear })).toBe(due);
  });
});
