import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { say } from '../setup/say.mjs';

/**
 * The API while developing: a Node process that is replaced whenever its source has been bundled anew.
 * Restarts wait for each other, because two servers must not have one database folder open.
 */
export class ServerProcess {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child = undefined;
  /** @type {Promise<void>} */
  #queue = Promise.resolve();
  #program;
  #env;

  /** @param {string} program The bundle. @param {NodeJS.ProcessEnv} env */
  constructor(program, env) {
    this.#program = program;
    this.#env = env;
  }

  /** @returns {Promise<void>} */
  restart() {
    return this.#next(async () => {
      await this.#end();
      this.#child = spawn(process.execPath, ['--enable-source-maps', this.#program], {
        env: this.#env,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      this.#child.once('exit', (code) => {
        if (code) say(`The server ended with exit code ${code}; it starts again with the next change.`);
      });
    });
  }

  /** @returns {Promise<void>} */
  stop() {
    return this.#next(() => this.#end());
  }

  /** @param {() => Promise<void>} step */
  #next(step) {
    this.#queue = this.#queue.then(step);
    return this.#queue;
  }

  async #end() {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}
