/**
 * The parts that we read of Stryker's JSON report.
 * @typedef {object} MutationReport
 * @property {Readonly<Record<string, {mutants: readonly {status: string}[]}>>} files
 *
 * @typedef {object} MutationTally
 * @property {number} files
 * @property {number} killed
 * @property {number} timedOut A test hung on it: noticed as well.
 * @property {number} survived
 * @property {number} uncovered In code that no test runs.
 */

/** @param {MutationReport} report @returns {MutationTally} What was left out on purpose counts nowhere. */
export function readMutationReport(report) {
  const files = Object.values(report.files);
  const statuses = files.flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (/** @type {string} */ wanted) => statuses.filter((status) => status === wanted).length;
  return {
    files: files.length,
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
  };
}

/** @param {MutationTally} tally @returns {number} How many of a hundred the tests noticed; none of none. */
export function mutationScore({ killed, timedOut, survived, uncovered }) {
  const all = killed + timedOut + survived + uncovered;
  return all === 0 ? 0 : (100 * (killed + timedOut)) / all;
}
