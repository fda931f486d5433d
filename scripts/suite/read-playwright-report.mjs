/**
 * The parts that we read of Playwright's JSON report.
 * @typedef {object} PlaywrightReport
 * @property {readonly PlaywrightSuite[]} suites
 * @property {readonly {message?: string}[]} [errors] What went wrong outside any test.
 *
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {readonly PlaywrightSuite[]} [suites]
 * @property {readonly {title: string, tests: readonly {status: Outcome, projectName?: string}[]}[]} [specs]
 *
 * @typedef {'expected' | 'unexpected' | 'flaky' | 'skipped'} Outcome
 */

/**
 * @param {PlaywrightSuite} suite
 * @param {readonly string[]} path
 * @returns {{title: string, outcome: Outcome}[]}
 */
function outcomesOf(suite, path) {
  const here = [...path, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => ({ title: [...here, spec.title].join(' > '), outcome: test.status })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => outcomesOf(inner, here))];
}

/**
 * @param {PlaywrightReport} report
 * @returns {import('./tally.mjs').Tally} A test that needed a second try counts as failed.
 */
export function readPlaywrightReport(report) {
  const outcomes = report.suites.flatMap((suite) => outcomesOf(suite, []));
  const count = (/** @type {Outcome} */ outcome) => outcomes.filter((one) => one.outcome === outcome).length;
  const failures = [
    ...outcomes.filter(({ outcome }) => outcome === 'unexpected').map(({ title }) => title),
    ...outcomes
      .filter(({ outcome }) => outcome === 'flaky')
      .map(({ title }) => `${title} (passed only when repeated)`),
    ...(report.errors ?? []).map(({ message = '' }) => message.split('\n')[0] ?? ''),
  ];
  return { passed: count('expected'), failed: failures.length, skipped: count('skipped'), failures };
}
