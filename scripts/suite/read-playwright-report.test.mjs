import { expect, it } from 'vitest';
import { readPlaywrightReport } from './read-playwright-report.mjs';

/** @typedef {import('./read-playwright-report.mjs').Outcome} Outcome */

/** @param {string} title @param {Outcome} status */
const spec = (title, status) => ({ title, tests: [{ status }] });

it('counts nested tests by outcome and names what failed by its path', () => {
  const report = {
    suites: [
      {
        title: 'offline.spec.ts',
        specs: [spec('opens', 'expected'), spec('is muted', 'skipped')],
        suites: [{ title: 'two tabs', specs: [spec('drain once', 'unexpected'), spec('agree', 'expected')] }],
      },
    ],
  };
  expect(readPlaywrightReport(report)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 1,
    failures: ['offline.spec.ts > two tabs > drain once'],
  });
});

it('does not call a test passed that needed a second try', () => {
  const tally = readPlaywrightReport({ suites: [{ title: 'a.spec.ts', specs: [spec('wavers', 'flaky')] }] });
  expect(tally).toMatchObject({ passed: 0, failed: 1 });
  expect(tally.failures[0]).toContain('wavers');
});

it('counts what went wrong outside any test', () => {
  const tally = readPlaywrightReport({ suites: [], errors: [{ message: 'server did not start\n at x' }] });
  expect(tally).toEqual({ passed: 0, failed: 1, skipped: 0, failures: ['server did not start'] });
});
