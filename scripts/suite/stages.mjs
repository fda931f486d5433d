/** @typedef {'check' | 'unit' | 'pg' | 'sim' | 'browser'} StageName */
/** @typedef {'postgres' | 'redis' | 'restartable' | 'chromium'} ServiceName */
/** @typedef {import('../setup/build-steps.mjs').BuildStep['name']} BuildName */

/**
 * @typedef {object} Stage
 * @property {StageName} name
 * @property {string} what
 * @property {readonly BuildName[]} builds
 * @property {readonly ServiceName[]} services Without one, the tests that want it skip themselves.
 * @property {boolean} needsAll Whether nothing of it can run without every one of its builds and services.
 * @property {number} withinMinutes A runner that takes longer hangs.
 */

/** In the order they run: the quickest to tell what is wrong comes first. @type {readonly Stage[]} */
export const stages = [
  {
    name: 'check',
    what: 'types, lint, dependencies, format',
    builds: [],
    services: [],
    needsAll: false,
    withinMinutes: 10,
  },
  {
    name: 'unit',
    what: '*.test.ts: nothing but Node',
    builds: [],
    services: [],
    needsAll: false,
    withinMinutes: 10,
  },
  {
    name: 'pg',
    what: '*.pg.test.ts: PGlite and a real Postgres',
    builds: ['server'],
    services: ['postgres', 'redis', 'restartable'],
    needsAll: false,
    withinMinutes: 30,
  },
  {
    name: 'sim',
    what: '*.sim.test.ts: many devices, a hostile network, one seed',
    builds: ['server'],
    services: [],
    needsAll: false,
    withinMinutes: 30,
  },
  {
    name: 'browser',
    what: 'apps/web/e2e: a real Chromium with the real service worker',
    builds: ['server', 'web'],
    services: ['chromium'],
    needsAll: true,
    withinMinutes: 45,
  },
];

/**
 * @param {readonly string[]} names From the command line; none means all.
 * @returns {{chosen: readonly Stage[], unknown: readonly string[]}} In their own order, whatever was typed.
 */
export function chooseStages(names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  const chosen = names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name));
  return { chosen, unknown };
}
