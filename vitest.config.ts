import { configDefaults, defineConfig } from 'vitest/config';
import { QUICK_WASM } from './packages/server/src/testing/quick-wasm.ts';

/** A second file of `pg` runs beside the first only where each has a Postgres of its own. */
const postgresFilesAtOnce = process.env['FIELDSYNC_TEST_DATABASE_URL_2'] === undefined ? 1 : 2;

const elsewhere = [...configDefaults.exclude, '**/.next/**', '**/out/**', '**/.cache/**'];

/** The suffix of a test file says what it needs; each kind is a project that can be run alone. */
export default defineConfig({
  test: {
    projects: [
      {
        // .tsx of the web app; a test that needs a document asks for it: `// @vitest-environment happy-dom`.
        oxc: { jsx: { runtime: 'automatic' } },
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/web/src/**/*.test.{ts,tsx}',
            'apps/web/scripts/**/*.test.{mjs,ts}',
            'bench/src/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
          exclude: [...elsewhere, '**/*.pg.test.ts', '**/*.sim.test.ts'],
          restoreMocks: true,
          unstubGlobals: true,
          // Only ends what hangs: property tests and message budgets are work for seconds on a busy machine.
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'pg',
          include: ['packages/**/*.pg.test.ts'],
          exclude: elsewhere,
          maxWorkers: postgresFilesAtOnce,
          execArgv: [QUICK_WASM],
          setupFiles: ['packages/server/src/testing/choose-postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'sim',
          include: ['packages/simulation/**/*.sim.test.ts'],
          exclude: elsewhere,
          testTimeout: 300_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
