import { defineConfig } from 'vitest/config';

/**
 * The tests that may tell a changed decision from the one that was meant: those of the decisions, and those of the engine
 * around its own that are quick. What waits for a database or walks thousands of steps would take hours here.
 */
export default defineConfig({
  test: {
    include: [
      'packages/engine/src/core/**/*.test.ts',
      'packages/engine/src/*.test.ts',
      'packages/server/src/core/**/*.test.ts',
      'packages/server/src/testing/memory-exchange-store.test.ts',
    ],
    exclude: ['packages/engine/src/engine.model.test.ts'],
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
