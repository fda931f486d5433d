import { ensureBuild } from '../setup/ensure-build.mjs';
import { findChromium } from '../setup/find-chromium.mjs';
import { findPostgres } from '../setup/find-postgres.mjs';
import { findRedis } from '../setup/find-redis.mjs';
import { findRestartable } from '../setup/find-restartable.mjs';
import { Refusal } from '../setup/say.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */
/** @typedef {import('./stages.mjs').ServiceName} ServiceName */
/** @typedef {import('./stages.mjs').BuildName} BuildName */
/** @typedef {import('../setup/service.mjs').Service} Service */

const finders = {
  postgres: findPostgres,
  redis: findRedis,
  restartable: findRestartable,
  chromium: findChromium,
};

/** @template T @param {readonly T[]} list @returns {T[]} */
const once = (list) => [...new Set(list)];

/**
 * Starts what the stages want. A service that cannot be had is an answer, not an error.
 * @param {readonly Stage[]} stages
 * @returns {Promise<Map<ServiceName, Service>>}
 */
export async function provideServices(stages) {
  /** @type {Map<ServiceName, Service>} */
  const services = new Map();
  for (const name of once(stages.flatMap((stage) => stage.services))) {
    services.set(name, await finders[name]());
  }
  return services;
}

/**
 * Builds what the stages want, each by itself, so that one that fails does not hide the others' tests.
 * @param {readonly Stage[]} stages
 * @returns {Promise<Map<BuildName, string>>} The builds that failed, and why.
 */
export async function provideBuilds(stages) {
  /** @type {Map<BuildName, string>} */
  const failed = new Map();
  for (const name of once(stages.flatMap((stage) => stage.builds))) {
    try {
      await ensureBuild([name]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failed.set(name, error.message);
    }
  }
  return failed;
}
