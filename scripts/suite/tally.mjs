/**
 * What a runner found. `failures` name what failed, in a form that helps to find it.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} failures
 */

/** @param {readonly Tally[]} tallies @returns {Tally} */
export const sumTallies = (tallies) => ({
  passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
  failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
  skipped: tallies.reduce((sum, tally) => sum + tally.skipped, 0),
  failures: tallies.flatMap((tally) => tally.failures),
});

/** @param {string} what A failure that no test reported: a crash, a broken build, a missing service. */
export const failedOnce = (what) => ({ passed: 0, failed: 1, skipped: 0, failures: [what] });

/**
 * A runner is believed only when its exit code agrees with its report: one that dies half-way, or finds no
 * test at all, must not look like success.
 * @param {Tally | undefined} tally Undefined when there was no readable report.
 * @param {string} ending How the runner ended, for a person: "exit code 1", "SIGKILL after 20 minutes".
 * @param {boolean} endedWell
 * @returns {Tally}
 */
export function judgeRunner(tally, ending, endedWell) {
  if (tally === undefined) return failedOnce(`the runner left no report (${ending})`);
  if (tally.passed + tally.failed + tally.skipped === 0) {
    return failedOnce(`the runner ran no tests (${ending})`);
  }
  if (!endedWell && tally.failed === 0) {
    return sumTallies([tally, failedOnce(`the runner ended with ${ending} although no test failed`)]);
  }
  return tally;
}

/** @param {Tally} tally @returns {string} The last line of `npm test`. */
export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
