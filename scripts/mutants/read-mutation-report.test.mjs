import { expect, it } from 'vitest';
import { mutationScore, readMutationReport } from './read-mutation-report.mjs';

/** @param {readonly string[]} statuses */
const file = (...statuses) => ({ mutants: statuses.map((status) => ({ status })) });

it('takes a hanging test for a noticed change, and code that no test runs for an unnoticed one', () => {
  const tally = readMutationReport({
    files: { 'a.ts': file('Killed', 'Killed', 'Survived'), 'b.ts': file('Timeout', 'NoCoverage') },
  });
  expect(tally).toEqual({ files: 2, killed: 2, timedOut: 1, survived: 1, uncovered: 1 });
  expect(mutationScore(tally)).toBe(60);
});

it('does not count what was left out on purpose', () => {
  const tally = readMutationReport({ files: { 'a.ts': file('Killed', 'Ignored', 'CompileError') } });
  expect(mutationScore(tally)).toBe(100);
});

it('takes a run that changed nothing for no success', () => {
  expect(mutationScore(readMutationReport({ files: {} }))).toBe(0);
});
