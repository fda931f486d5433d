/**
 * @typedef {object} BuildStep
 * @property {'server' | 'web'} name
 * @property {string} workspace Its `npm run build` makes the outputs.
 * @property {string} what For the person who waits.
 * @property {readonly string[]} inputs Files and folders it is made from.
 * @property {readonly string[]} outputs Files that must be there afterwards.
 */

const everywhere = ['package-lock.json', 'tsconfig.base.json', 'packages/protocol'];

/** @type {readonly BuildStep[]} */
export const buildSteps = [
  {
    name: 'server',
    workspace: 'packages/server',
    what: 'the server',
    inputs: [...everywhere, 'packages/server'],
    outputs: [
      'packages/server/dist/main.js',
      'packages/server/dist/cli.js',
      'packages/server/dist/codec-thread.js',
      'packages/server/dist/template.tar.gz',
    ],
  },
  {
    name: 'web',
    workspace: 'apps/web',
    what: 'the field app (about a minute)',
    inputs: [...everywhere, 'packages/engine', 'apps/web'],
    outputs: ['apps/web/out/index.html', 'apps/web/out/drain.js', 'apps/web/out/sw.js'],
  },
];

const madeOrForeign =
  /(^|\/)(node_modules|dist|out|\.next|\.cache|e2e|test-results|playwright-report|coverage|next-env\.d\.ts)$/;
const withoutEffect = /\.(test|spec)\.[cm]?[jt]sx?$|\.(md|tsbuildinfo|log)$|(^|\/)playwright\.config\.ts$/;
const madeInPlace = /^apps\/web\/public\/(sw|drain)\.js$/;

/** @param {string} file @returns {boolean} True for what a build writes or what cannot change its outcome. */
export const isNoInput = (file) =>
  madeOrForeign.test(file) || withoutEffect.test(file) || madeInPlace.test(file);
