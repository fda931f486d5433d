/**
 * The parts that we read of Vitest's JSON report.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests Skipped ones.
 * @property {number} numTodoTests
 * @property {readonly VitestFile[]} testResults
 *
 * @typedef {object} VitestFile
 * @property {string} name The path of the file.
 * @property {string} status
 * @property {string} [message]
 * @property {readonly {status: string, fullName: string}[]} assertionResults
 */

/** @param {VitestFile} file @param {string} root @returns {string[]} */
function failuresOf(file, root) {
  const name = file.name.startsWith(root) ? file.name.slice(root.length) : file.name;
  const tests = file.assertionResults.filter((test) => test.status === 'failed');
  if (tests.length > 0) return tests.map((test) => `${name} > ${test.fullName}`);
  // It broke before it could name a test, while loading or in a hook.
  const [reason = ''] = (file.message ?? '').split('\n');
  return file.status === 'failed' ? [`${name}: ${reason}`] : [];
}

/**
 * @param {VitestReport} report
 * @param {string} root The folder whose files are named relative to it, with the closing slash.
 * @returns {import('./tally.mjs').Tally} A file that could not be loaded counts as one failed test.
 */
export function readVitestReport(report, root) {
  const failures = report.testResults.flatMap((file) => failuresOf(file, root));
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, failures.length),
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}
