/**
 * `npm run mutants`: does a test fail when a decision in a core/ is changed? See CONTRIBUTING.md.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['packages/{engine,server}/src/core/**/*.ts', '!**/*.test.ts'],
  testRunner: 'vitest',
  // Named, or a plugin would be looked for beside a Stryker that npm may have put somewhere else.
  plugins: ['@stryker-mutator/vitest-runner'],
  // Not only tests that import a file: one of types has none, and that is no failure.
  vitest: { configFile: 'vitest.mutants.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Values that are made once, when a module loads: each would take a run of all tests in a process of its own.
  ignoreStatic: true,
  // One at a time: a second one makes the first slow, and what is slow is taken for an endless loop.
  concurrency: 1,
  timeoutMS: 10_000,
  thresholds: { high: 90, low: 80, break: 80 },
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { allowEmojis: false, logTests: false, reportTests: false, reportScoreTable: true },
  htmlReporter: { fileName: '.cache/mutants/report.html' },
  jsonReporter: { fileName: '.cache/mutants/report.json' },
  tempDirName: '.cache/mutants/sandbox',
  cleanTempDir: 'always',
  // What these tests do not read need not be copied for them.
  ignorePatterns: ['/apps', '/bench', '/data', '/docs', '/packages/simulation'],
};
