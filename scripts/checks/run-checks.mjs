import { availableParallelism } from 'node:os';
import { say } from '../setup/say.mjs';
import { checkList } from './check-list.mjs';

/**
 * Runs every check, as many at once as there are cores, and shows the output of those that fail.
 * @returns {Promise<{passed: string[], failed: string[]}>} Names of the checks.
 */
export async function runChecks() {
  const waiting = [...checkList()];
  /** @type {{passed: string[], failed: string[]}} */
  const result = { passed: [], failed: [] };
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const begun = performance.now();
      const { ok, output } = await check.run();
      (ok ? result.passed : result.failed).push(check.name);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      say(`${ok ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`);
      if (!ok) say(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  return result;
}
