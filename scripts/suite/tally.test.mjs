import { expect, it } from 'vitest';
import { failedOnce, judgeRunner, lastLine, sumTallies } from './tally.mjs';

const good = { passed: 5, failed: 0, skipped: 2, failures: [] };
const bad = { passed: 1, failed: 1, skipped: 0, failures: ['a > b'] };
const nothing = { passed: 0, failed: 0, skipped: 0, failures: [] };

it('sums the counts of all runners and keeps every name', () => {
  expect(sumTallies([good, bad, failedOnce('build')])).toEqual({
    passed: 6,
    failed: 2,
    skipped: 2,
    failures: ['a > b', 'build'],
  });
  expect(sumTallies([])).toEqual(nothing);
});

it('writes the last line exactly', () => {
  expect(lastLine(sumTallies([good, bad]))).toBe('6 passed, 1 failed, 2 skipped');
});

it('believes a runner whose report and exit code agree', () => {
  expect(judgeRunner(good, 'exit code 0', true)).toEqual(good);
  expect(judgeRunner(bad, 'exit code 1', false)).toEqual(bad);
});

it.each([
  ['crashed before it reported', judgeRunner(undefined, 'SIGSEGV', false), /no report \(SIGSEGV\)/],
  ['reported nothing and called it success', judgeRunner(undefined, 'exit code 0', true), /no report/],
  ['found no tests', judgeRunner(nothing, 'exit code 0', true), /no tests/],
  [
    'failed outside its tests',
    judgeRunner(good, 'exit code 1', false),
    /exit code 1 although no test failed/,
  ],
])('does not believe a runner that %s', (_what, tally, reason) => {
  expect(tally.failed).toBe(1);
  expect(tally.failures).toEqual([expect.stringMatching(reason)]);
});
