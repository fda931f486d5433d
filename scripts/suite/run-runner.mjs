import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../setup/repository.mjs';

/**
 * @typedef {object} Ending
 * @property {boolean} well Whether it ended by itself with exit code 0.
 * @property {string} how
 */

/**
 * Runs a test runner with our terminal, in a process group of its own: when it hangs, or we are interrupted,
 * its browsers and servers end with it.
 * @param {readonly string[]} args For Node.
 * @param {{env: Record<string, string>, withinMinutes: number, interrupted: AbortSignal}} options
 * @returns {Promise<Ending>}
 */
export function runRunner(args, { env, withinMinutes, interrupted }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: repository,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: process.platform !== 'win32',
    });
    let cause = '';
    const end = (/** @type {string} */ why) => {
      cause = why;
      killGroup(child, 'SIGTERM');
      setTimeout(() => killGroup(child, 'SIGKILL'), 5_000).unref();
    };
    const hangs = setTimeout(() => end(`no end after ${withinMinutes} minutes`), withinMinutes * 60_000);
    const onInterrupt = () => end('an interruption');
    interrupted.addEventListener('abort', onInterrupt, { once: true });
    child.once('error', (error) => finish(false, error.message));
    child.once('exit', (code, signal) => finish(code === 0, cause || signal || `exit code ${code ?? 1}`));

    /** @param {boolean} well @param {string} how */
    function finish(well, how) {
      clearTimeout(hangs);
      interrupted.removeEventListener('abort', onInterrupt);
      killGroup(child, 'SIGKILL');
      resolve({ well, how });
    }
  });
}

/**
 * Ends whatever is left of the runner's process group.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  try {
    if (child.pid === undefined) return;
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nothing left of it.
  }
}

/** @param {string} file Where a runner will write its report: an older one must not be taken for it. */
export function prepareReport(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
}

/**
 * @template Report, Tally
 * @param {string} file
 * @param {(report: Report) => Tally} read
 * @returns {Tally | undefined} Undefined when the report is missing or cut off.
 */
export function readReport(file, read) {
  try {
    return read(/** @type {Report} */ (JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    return undefined;
  }
}
