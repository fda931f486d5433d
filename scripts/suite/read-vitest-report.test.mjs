import { expect, it } from 'vitest';
import { readVitestReport } from './read-vitest-report.mjs';

const passed = {
  name: '/repo/a.test.ts',
  status: 'passed',
  assertionResults: [{ status: 'passed', fullName: 'adds' }],
};
const failed = {
  name: '/repo/b.test.ts',
  status: 'failed',
  assertionResults: [
    { status: 'failed', fullName: '[S1] repeats' },
    { status: 'skipped', fullName: 'waits' },
  ],
};
const broken = {
  name: '/repo/c.test.ts',
  status: 'failed',
  message: 'Cannot find module x\n  at y',
  assertionResults: [],
};

it('counts tests and names the failed ones by file and title', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [passed, failed],
  };
  expect(readVitestReport(report, '/repo/')).toEqual({
    passed: 1,
    failed: 1,
    skipped: 1,
    failures: ['b.test.ts > [S1] repeats'],
  });
});

it('counts a file that could not be loaded, although it has no test to fail', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 2,
    testResults: [passed, broken],
  };
  expect(readVitestReport(report, '/repo/')).toEqual({
    passed: 1,
    failed: 1,
    skipped: 2,
    failures: ['c.test.ts: Cannot find module x'],
  });
});
