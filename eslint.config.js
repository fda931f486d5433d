import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Which code a rule speaks about. A name here is a promise the architecture makes.
const tests = ['**/*.test.{ts,tsx,mjs}', 'apps/web/e2e/**/*.ts'];
const testSupport = ['packages/*/src/testing/**'];
const cores = ['packages/protocol/src/**/*.ts', 'packages/*/src/core/**/*.ts'];
/** Where clocks and chance are drawn, to be handed on as data. */
const clockOwners = [
  'packages/*/src/adapters/**',
  'packages/*/src/worker/**',
  'packages/*/src/{main,index}.ts',
  'packages/simulation/src/cli.ts',
];
const printers = [
  'scripts/**',
  'bench/**',
  'packages/*/scripts/**',
  'apps/*/scripts/**',
  'packages/simulation/src/cli.ts',
];
/** Next and the tools find these by their default export. */
const defaultExporters = [
  '**/*.config.{js,mjs,cjs,ts}',
  'apps/web/**/{page,layout,template,loading,error,global-error,not-found,default}.tsx',
  'apps/web/**/{manifest,robots,sitemap}.ts',
];
const untyped = [
  '**/*.cjs',
  '**/*.js',
  'packages/*/scripts/**/*.mjs',
  'apps/web/scripts/**/*.mjs',
  'apps/web/*.mjs',
];

// ESLint lets the last matching block win a rule outright, so every block spells its whole list from these.
const namedExportsOnly = [
  {
    selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
    message: 'Export by name: one name per thing, everywhere.',
  },
];
const noHiddenNow = [
  {
    selector:
      'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"][arguments.length=0]',
    message: 'Time comes in as data; only adapters and entry points read the clock.',
  },
];
const testWord = '/^(it|test|describe|suite|bench)$/';
const muted = '/^(only|skip|todo)$/';
const everyTestRuns = [
  {
    selector: [
      `MemberExpression[object.name=${testWord}][property.name=${muted}]`,
      `MemberExpression[object.object.name=${testWord}][property.name=${muted}]`,
      `CallExpression[callee.name=${testWord}] > ObjectExpression > Property[key.name=${muted}]`,
      'CallExpression[callee.name=/^([fx](it|test|describe))$/]',
    ].join(', '),
    message: 'Every test on the main branch runs: fix it or delete it.',
  },
];
const hiddenChance = [
  { object: 'Date', property: 'now', message: 'Time comes in as data.' },
  { object: 'Math', property: 'random', message: 'Chance comes in as data.' },
  { object: 'crypto', property: 'randomUUID', message: 'Ids come in as data.' },
];

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/out/',
      '**/.next/',
      '**/.cache/',
      '**/coverage/',
      '**/test-results/',
      '**/playwright-report/',
      '**/next-env.d.ts',
      'apps/web/public/',
      'data/',
      'docs/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': ['error', ...namedExportsOnly],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Ports return promises; a fake that needs no await still has to.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: [...tests, ...testSupport, ...clockOwners],
    rules: {
      'no-restricted-properties': ['error', ...hiddenChance],
      'no-restricted-syntax': ['error', ...namedExportsOnly, ...noHiddenNow],
    },
  },
  {
    files: cores,
    ignores: [...tests, ...testSupport],
    rules: {
      'no-restricted-properties': [
        'error',
        ...hiddenChance,
        { object: 'performance', property: 'now', message: 'Time comes in as data.' },
      ],
      'no-restricted-syntax': ['error', ...namedExportsOnly, ...noHiddenNow],
      'no-restricted-globals': [
        'error',
        'setTimeout',
        'setInterval',
        'fetch',
        'indexedDB',
        'navigator',
        'localStorage',
      ],
    },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': ['error', ...namedExportsOnly, ...everyTestRuns],
      // `expect(port.method)` hands a method over without calling it; that is the point there.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['apps/web/**/*.{ts,tsx}'],
    ignores: ['apps/web/e2e/**', 'apps/web/sw/**'],
    ...reactHooks.configs.flat.recommended,
  },
  { files: untyped, ...tseslint.configs.disableTypeChecked },
  {
    // The linter does not see a cast written in JSDoc; the compiler, which does, checks these files too.
    files: ['scripts/**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.cjs'], languageOptions: { globals: globals.commonjs, sourceType: 'commonjs' } },
  { files: defaultExporters, rules: { 'no-restricted-syntax': 'off' } },
  { files: printers, rules: { 'no-console': 'off' } },
);
