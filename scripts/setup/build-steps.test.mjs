import { expect, it } from 'vitest';
import { buildSteps, isNoInput } from './build-steps.mjs';

it.each([
  'apps/web/out',
  'apps/web/.next',
  'apps/web/e2e',
  'apps/web/public/sw.js',
  'apps/web/public/drain.js',
  'apps/web/next-env.d.ts',
  'packages/server/dist',
  'packages/server/node_modules',
  'packages/protocol/src/merge.test.ts',
  'packages/server/src/records.pg.test.ts',
  'apps/web/src/components/badge.test.tsx',
])('a change of %s rebuilds nothing', (file) => {
  expect(isNoInput(file)).toBe(true);
});

it.each([
  'apps/web/public/icon.svg',
  'apps/web/sw/sw.ts',
  'apps/web/scripts/build.mjs',
  'packages/protocol/src/layout.ts',
  'packages/server/migrations/0000_first.sql',
  'packages/server/src/distance.ts',
])('a change of %s counts', (file) => {
  expect(isNoInput(file)).toBe(false);
});

it('rebuilds everything when the wire or the dependencies change', () => {
  for (const step of buildSteps) {
    expect(step.inputs).toEqual(
      expect.arrayContaining(['packages/protocol', 'package-lock.json', step.workspace]),
    );
  }
});
