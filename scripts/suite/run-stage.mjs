import { runChecks } from '../checks/run-checks.mjs';
import { inRepository, repository } from '../setup/repository.mjs';
import { readPlaywrightReport } from './read-playwright-report.mjs';
import { readVitestReport } from './read-vitest-report.mjs';
import { prepareReport, readReport, runRunner } from './run-runner.mjs';
import { judgeRunner } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {{env: Record<string, string>, withinMinutes: number, interrupted: AbortSignal}} Circumstances */

/** @returns {Promise<Tally>} Checks are no tests: they count only when they fail. */
async function runCheckStage() {
  const { failed } = await runChecks();
  return { passed: 0, failed: failed.length, skipped: 0, failures: failed };
}

/** @param {string} project @param {Circumstances} circumstances @returns {Promise<Tally>} */
async function runVitest(project, circumstances) {
  const report = inRepository('.cache/reports', `${project}.json`);
  prepareReport(report);
  const ending = await runRunner(
    [
      inRepository('node_modules/vitest/vitest.mjs'),
      ...['run', '--project', project],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    circumstances,
  );
  /** @param {import('./read-vitest-report.mjs').VitestReport} found */
  const read = (found) => readVitestReport(found, repository);
  return judgeRunner(readReport(report, read), ending.how, ending.well);
}

/** @param {Circumstances} circumstances @returns {Promise<Tally>} */
async function runPlaywright(circumstances) {
  const report = inRepository('.cache/reports/browser.json');
  prepareReport(report);
  const ending = await runRunner(
    [
      inRepository('node_modules/@playwright/test/cli.js'),
      ...['test', '-c', 'apps/web/playwright.config.ts', '--reporter=list,json'],
    ],
    { ...circumstances, env: { ...circumstances.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  );
  return judgeRunner(readReport(report, readPlaywrightReport), ending.how, ending.well);
}

/**
 * @param {import('./stages.mjs').StageName} name
 * @param {Circumstances} circumstances
 * @returns {Promise<Tally>}
 */
export function runStage(name, circumstances) {
  if (name === 'check') return runCheckStage();
  if (name === 'browser') return runPlaywright(circumstances);
  return runVitest(name, circumstances);
}
