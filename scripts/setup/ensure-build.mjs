import { existsSync } from 'node:fs';
import { buildSteps, isNoInput } from './build-steps.mjs';
import { fingerprint, listFiles } from './fingerprint.mjs';
import { holdLock } from './hold-lock.mjs';
import { inRepository, repository } from './repository.mjs';
import { runNpm } from './run-command.mjs';
import { Refusal, say } from './say.mjs';
import { compareStamp, readStamp, writeStamp } from './stamp.mjs';

/** @typedef {import('./build-steps.mjs').BuildStep} BuildStep */

/** @param {BuildStep} step */
function look(step) {
  const file = inRepository('.cache/build', `${step.name}.json`);
  const now = fingerprint(repository, listFiles(repository, step.inputs, isNoInput));
  const complete = step.outputs.every((output) => existsSync(inRepository(output)));
  return {
    file,
    now,
    verdict: complete ? compareStamp(readStamp(file), now) : /** @type {const} */ ('stale'),
  };
}

/** @param {BuildStep} step */
async function build(step) {
  const { file, now, verdict } = look(step);
  if (verdict === 'fresh') return;
  // Taken before the build: a file that changes meanwhile makes the next look find the result stale.
  const stamp = { quick: now.quick, content: now.content() };
  if (verdict === 'stale') {
    say(`Building ${step.what}.`);
    const { code } = await runNpm(['run', 'build', '--workspace', step.workspace], { show: true });
    if (code !== 0) throw new Refusal(`The build of ${step.workspace} failed; its message is above.`);
    const missing = step.outputs.filter((output) => !existsSync(inRepository(output)));
    if (missing.length > 0)
      throw new Refusal(`The build of ${step.workspace} did not make ${missing.join(', ')}.`);
  }
  writeStamp(file, stamp);
}

/**
 * Rebuilds what is older than its inputs, and only that.
 * @param {readonly BuildStep['name'][]} [names] Which steps; all by default.
 * @throws {import('./say.mjs').Refusal} When a build fails.
 */
export async function ensureBuild(names = buildSteps.map((step) => step.name)) {
  const wanted = buildSteps.filter((step) => names.includes(step.name));
  if (wanted.every((step) => look(step).verdict === 'fresh')) return;
  await holdLock(inRepository('.cache/build.lock'), 'a build', async () => {
    for (const step of wanted) await build(step);
  });
}
