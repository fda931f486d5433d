// npm test: everything that can be checked on this machine. `npm test -- unit pg` runs only these stages.
// The last line is `N passed, N failed, N skipped`, whatever happens before it.
import { endWithNpm } from './setup/end-with-npm.mjs';
import { ensureDependencies } from './setup/ensure-dependencies.mjs';
import { Refusal, say } from './setup/say.mjs';
import { provideBuilds, provideServices } from './suite/provide.mjs';
import { runStage } from './suite/run-stage.mjs';
import { chooseStages, stages } from './suite/stages.mjs';
import { failedOnce, lastLine, sumTallies } from './suite/tally.mjs';

/** @typedef {import('./suite/tally.mjs').Tally} Tally */

endWithNpm();
const interruption = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => interruption.abort(signal));
}

/** @type {Tally[]} */
const tallies = [];
/** What this machine could not show, one sentence each. @type {string[]} */
const notExercised = [];

/** @param {string} where @param {Tally} tally */
const record = (where, tally) =>
  tallies.push({ ...tally, failures: tally.failures.map((failure) => `[${where}] ${failure}`) });

/** @param {readonly import('./suite/stages.mjs').Stage[]} chosen */
async function runAll(chosen) {
  await ensureDependencies();
  const brokenBuilds = await provideBuilds(chosen);
  for (const why of brokenBuilds.values()) record('build', failedOnce(why));
  const services = await provideServices(chosen);
  for (const [name, { available, how }] of services) if (!available) notExercised.push(`${name}: ${how}`);
  try {
    for (const stage of chosen) {
      if (interruption.signal.aborted) break;
      const missing = [
        ...stage.builds.filter((name) => brokenBuilds.has(name)),
        ...stage.services.filter((name) => services.get(name)?.available === false),
      ];
      if (stage.needsAll && missing.length > 0) {
        notExercised.push(`${stage.name}: it needs ${missing.join(' and ')}`);
        continue;
      }
      say(`\n=== ${stage.name}: ${stage.what} ===`);
      const env = Object.assign({}, ...stage.services.map((name) => services.get(name)?.env ?? {}));
      const { withinMinutes } = stage;
      const tally = await runStage(stage.name, { env, withinMinutes, interrupted: interruption.signal });
      say(`--- ${stage.name}: ${lastLine(tally)}`);
      record(stage.name, tally);
    }
  } finally {
    for (const service of services.values()) await service.stop();
  }
}

const { chosen, unknown } = chooseStages(process.argv.slice(2));
try {
  if (unknown.length > 0) {
    const names = stages.map((stage) => stage.name).join(', ');
    throw new Refusal(`There is no stage ${unknown.join(', ')}. The stages are ${names}.`);
  }
  await runAll(chosen);
} catch (error) {
  const why = error instanceof Refusal ? error.message : /** @type {Error} */ (error).stack;
  record('npm test', failedOnce(why ?? String(error)));
}
if (interruption.signal.aborted)
  record('npm test', failedOnce(`interrupted by ${interruption.signal.reason}`));
if (['true', '1'].includes(process.env['CI'] ?? '')) {
  for (const what of notExercised) record('CI must exercise everything', failedOnce(what));
}

const total = sumTallies(tallies);
if (notExercised.length > 0)
  say(`\nNot exercised on this machine:\n${notExercised.map((what) => `  - ${what}`).join('\n')}`);
if (total.failures.length > 0)
  say(`\nFailed:\n${total.failures.map((failure) => `  - ${failure}`).join('\n')}`);
if (total.failed > 0) process.exitCode = 1;
say(`\n${lastLine(total)}`);
