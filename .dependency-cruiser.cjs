// The edges of ARCHITECTURE.md as path rules. TypeScript project references cannot hold them: packages export
// source, so an undeclared import between two of them compiles clean.

const testCode =
  '\\.(test|pg\\.test|sim\\.test|test-d)\\.tsx?$|/src/testing/|^apps/web/(e2e/|playwright\\.config\\.ts$)';
// The only files that may put a port and its adapter together.
const compositionRoots = [
  '^packages/[^/]+/src/(index|main|cli)\\.ts$',
  '^packages/engine/src/worker/index\\.ts$',
  '^packages/[^/]+/src/open-[^/]+\\.ts$',
];
const vendors = ['dexie', 'drizzle-orm', 'pg', '@electric-sql/pglite', 'better-auth'];

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle has no order in which to understand it.', {}, { circular: true }),
    forbid(
      'imports-resolve',
      'An edge that cannot be resolved cannot be judged either.',
      {},
      { couldNotResolve: true },
    ),
    forbid(
      'protocol-is-a-leaf',
      'What both sides agree on depends on neither.',
      { path: '^packages/protocol/src', pathNot: testCode },
      { path: '^(packages/(?!protocol/)|apps/|bench/|scripts/)' },
    ),
    forbid(
      'engine-and-server-are-strangers',
      'They meet on the wire, in the protocol package.',
      { path: '^packages/(engine|server)/' },
      { path: '^packages/(engine|server)/', pathNot: '^packages/$1/' },
    ),
    forbid(
      'web-and-server-are-strangers',
      'The app talks to the server through the engine and the wire.',
      { path: '^apps/web/', pathNot: '^apps/web/e2e/' },
      { path: '^packages/server/' },
    ),
    forbid(
      'core-is-pure',
      'A decision sees its own core and the protocol, nothing else.',
      { path: '^packages/([^/]+)/src/core/', pathNot: testCode },
      { pathNot: ['^packages/$1/src/core/', '^packages/protocol/src/'] },
    ),
    forbid(
      'shell-uses-ports-not-adapters',
      'Only a composition root knows which adapter stands behind a port.',
      { path: '^packages/([^/]+)/src/(?!adapters/)', pathNot: [testCode, ...compositionRoots] },
      { path: '^packages/$1/src/adapters/' },
    ),
    forbid(
      'vendors-stay-in-adapters',
      'A storage or accounts library is replaced by rewriting its adapter, not its callers.',
      { path: '^packages/[^/]+/src/(?!adapters/)', pathNot: testCode },
      { path: vendors.map((name) => `(^|/)node_modules/${name}/`) },
    ),
    forbid(
      'test-code-stays-in-tests',
      'Fakes and contract suites never ship. Simulation and benchmarks are made of them.',
      { pathNot: [testCode, '^packages/simulation/', '^bench/'] },
      { path: testCode },
    ),
    forbid(
      'nothing-sees-the-simulation',
      'It may see everything, so nothing may see it.',
      { pathNot: '^packages/simulation/' },
      { path: '^packages/simulation/' },
    ),
    forbid(
      'packages-never-see-apps',
      'Apps are built of packages.',
      { path: '^packages/' },
      { path: '^apps/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages/[^/]+|apps/[^/]+|bench)/(dist|out|\\.next|\\.cache|migrations)/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
