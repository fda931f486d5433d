// npm run mutants: changes the decisions in each core/ one by one (> to >=, && to ||, a line left out) and looks whether a
// test fails. Only in some files of the engine: `-- core/pace.ts 'core/session-*.ts'`, of the server with the whole path:
// `-- packages/server/src/core/may-see.ts`. The last line says how many were noticed.
import { existsSync } from 'node:fs';
import { mutationScore, readMutationReport } from './mutants/read-mutation-report.mjs';
import { endWithNpm } from './setup/end-with-npm.mjs';
import { ensureDependencies } from './setup/ensure-dependencies.mjs';
import { inRepository } from './setup/repository.mjs';
import { entryPoint, Refusal, say } from './setup/say.mjs';
import { prepareReport, readReport, runRunner } from './suite/run-runner.mjs';
import config from '../stryker.config.mjs';

const engine = 'packages/engine/src/';
const stryker = inRepository('node_modules/@stryker-mutator/core/bin/stryker.js');
const reportFile = inRepository('.cache/mutants/report.json');
const readable = '.cache/mutants/report.html';
/** Both core/ take most of an hour on two cores that others use, too. */
const withinMinutes = 180;

/** @param {string} name As typed: from the repository, or from the engine's sources. */
function fileOf(name) {
  const file = name.startsWith('packages/') ? name : engine + name;
  if (/[*?{[]/.test(name) || existsSync(inRepository(file))) return file;
  throw new Refusal(
    `There is no ${file}. Name a file as in core/pace.ts, or several as in 'core/session-*.ts'.`,
  );
}

endWithNpm();
const interruption = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => interruption.abort(signal));
}
await entryPoint(async () => {
  await ensureDependencies();
  const files = process.argv.slice(2).map(fileOf);
  const only = files.length === 0 ? [] : ['--mutate', [...files, '!**/*.test.ts'].join(',')];
  say(`Changes ${files.length === 0 ? 'all of both core/' : files.join(' ')}, about 100 changes a minute.`);
  prepareReport(reportFile);
  const { how } = await runRunner([stryker, 'run', ...only], {
    env: {},
    withinMinutes,
    interrupted: interruption.signal,
  });
  const tally = readReport(reportFile, readMutationReport);
  if (tally === undefined) throw new Refusal(`Stryker left no report (${how}); its message is above.`);
  const { killed, timedOut, survived, uncovered } = tally;
  if (killed + timedOut + survived + uncovered === 0)
    throw new Refusal('There is nothing to change: only types, and values that are made once.');
  const score = mutationScore(tally);
  const wanted = config.thresholds?.break ?? 0;
  say(`Each change with its line: ${readable}`);
  say(
    `${killed} killed, ${timedOut} timed out, ${survived} survived, ${uncovered} not covered, in ${tally.files} files: ` +
      `${score.toFixed(1)} % noticed, ${wanted} % wanted`,
  );
  if (score < wanted) process.exitCode = 1;
});
