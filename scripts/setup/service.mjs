/**
 * Something tests need that does not come with npm.
 * @typedef {object} Service
 * @property {boolean} available
 * @property {string} how Where it came from, or why it could not be had. One phrase for a person.
 * @property {Record<string, string>} env What test runners are told about it.
 * @property {() => Promise<void>} stop Ends what we started; does nothing to what was there before.
 */

const nothingToStop = () => Promise.resolve();

/** @param {string} how @param {Record<string, string>} env @returns {Service} */
export const alreadyThere = (how, env) => ({ available: true, how, env, stop: nothingToStop });

/** @param {string} how @returns {Service} */
export const unavailable = (how) => ({ available: false, how, env: {}, stop: nothingToStop });
