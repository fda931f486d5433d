import { availableParallelism } from 'node:os';
import { say } from '../setup/say.mjs';
import { checkList } from './check-list.mjs';

/**
 * Runs every check, as many at once as there are cores, and shows the output of those that fail.
 * @returns {Promise<{passed: string[], failed: string[], unknown: string[]}>} Names of the checks; what could not be found out.
 */
export async function runChecks() {
  const waiting = [...checkList()];
  /** @type {{passed: string[], failed: string[], unknown: string[]}} */
  const result = { passed: [], failed: [], unknown: [] };
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const begun = performance.now();
      const { ok, output, unknown } = await check.run();
      (ok ? result.passed : result.failed).push(check.name);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      if (unknown !== undefined) result.unknown.push(unknown);
      const verdict = unknown !== undefined && ok ? 'UNSURE' : ok ? 'ok    ' : 'FAILED';
      say(`${verdict} ${check.name} (${seconds} s)`);
      if (!ok) say(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  for (const text of result.unknown) say(`Careful: ${text}.`);
  return result;
}
