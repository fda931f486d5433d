import { spawn } from 'node:child_process';
import { repository } from './repository.mjs';

/**
 * @typedef {object} CommandResult
 * @property {number} code Exit code; 127 when the program could not be started, 1 when a signal ended it.
 * @property {string} output What it printed on both streams; empty when `show` was set.
 */

/**
 * Runs a program to its end and never throws: a missing program or a bad exit is a result to look at.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.show] Hands it our terminal instead of collecting what it prints.
 * @param {{uid: number, gid: number}} [options.user] Who it runs as; needs root.
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, { cwd = repository, env = process.env, show = false, user } = {}) {
  return new Promise((resolve) => {
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = show ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, env, stdio, ...user });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    }
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * The npm that started us, or the one on PATH. Windows keeps npm in a .cmd file, which spawn cannot start.
 * @param {readonly string[]} args
 * @param {{show?: boolean}} [options]
 */
export function runNpm(args, options) {
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('.js')
    ? runCommand(process.execPath, [npm, ...args], options)
    : runCommand(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}
