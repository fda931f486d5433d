import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findExecutable } from './find-executable.mjs';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {object} ServiceCommand
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {{uid: number, gid: number} | undefined} [user] Who it runs as; us by default.
 * @property {RegExp} ready What it prints when it can be used.
 * @property {NodeJS.Signals} stopSignal Asks it to end and to finish what it holds.
 */

/**
 * @typedef {object} RunningService
 * @property {() => Promise<void>} stop Lets it finish what it holds.
 * @property {() => Promise<void>} kill SIGKILL for it and what it started: as when the machine's memory runs out.
 */

const startWithinMs = 30_000;
const stopWithinMs = 10_000;

/**
 * On Linux the kernel can end a child together with us, even when we are killed: no server is left behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.Signals} signal
 * @returns {Promise<[string, string[]]>}
 */
async function endingWithUs(command, args, signal) {
  const setpriv = findExecutable(['setpriv']);
  // BusyBox has a setpriv too, without this option.
  const canDo = setpriv && /util-linux/.test((await runCommand(setpriv, ['--version'])).output);
  return canDo
    ? [setpriv, ['--pdeathsig', signal.replace('SIG', ''), '--', command, ...args]]
    : [command, [...args]];
}

/**
 * Starts a server and waits until it says that it is ready.
 * @param {ServiceCommand} service
 * @returns {Promise<RunningService>}
 * @throws {Error} When it ends or stays silent instead; the message holds the end of what it printed.
 */
export async function startService({ command, args, cwd, user, ready, stopSignal }) {
  const [program, allArgs] = await endingWithUs(command, args, stopSignal);
  const child = spawn(program, allArgs, {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  const killNow = () => void child.kill('SIGKILL');
  process.once('exit', killNow);
  const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve));

  const stop = async () => {
    const impatient = setTimeout(killNow, stopWithinMs);
    child.kill(stopSignal);
    await ended;
    clearTimeout(impatient);
    process.off('exit', killNow);
  };

  const kill = async () => {
    for (const pid of childrenOf(child.pid)) killQuietly(pid);
    killNow();
    // Closed only when the last one that held its output has gone: nobody is left in the data folder.
    await ended;
    process.off('exit', killNow);
  };

  let output = '';
  try {
    await new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ why) => reject(new Error(`${why}\n${output.slice(-2000)}`));
      const silence = setTimeout(() => fail('It did not get ready in time.'), startWithinMs);
      const look = (/** @type {string} */ text) => {
        output = (output + text).slice(-20_000);
        if (ready.test(output)) resolve(clearTimeout(silence));
      };
      child.stdout.setEncoding('utf8').on('data', look);
      child.stderr.setEncoding('utf8').on('data', look);
      child.once('error', (error) => fail(error.message));
      void ended.then(() => {
        clearTimeout(silence);
        fail('It ended at once.');
      });
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, kill };
}

/**
 * @param {number | undefined} pid
 * @returns {number[]} Elsewhere than on Linux nobody says: Postgres' children notice by themselves that they are alone.
 */
function childrenOf(pid) {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return list.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function killQuietly(/** @type {number} */ pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
