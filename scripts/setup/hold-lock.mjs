import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './say.mjs';

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to someone else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file @returns {boolean} */
function tryTake(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file @returns {number | undefined} */
function readOwner(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs `work` while no other process does the same: `npm start` and `npm test` in two terminals must not both
 * write one build folder. A lock whose owner is gone is taken over.
 * @template T
 * @param {string} file
 * @param {string} what Named to the person who has to wait.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function holdLock(file, what, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  for (let unreadable = 0; !tryTake(file); await delay(200)) {
    const owner = readOwner(file);
    // A lock without a readable owner is one being written this instant, unless it stays so.
    unreadable = owner === undefined ? unreadable + 1 : 0;
    if (unreadable > 10 || (owner !== undefined && !isAlive(owner))) {
      rmSync(file, { force: true });
    } else if (!told && owner !== undefined) {
      say(`Waiting for process ${owner}, which is busy with ${what}.`);
      told = true;
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
