import { expect, it } from 'vitest';
import { lockfilesAgree } from './lockfile-agreement.mjs';

const wanted = {
  packages: {
    '': {},
    'packages/engine': {},
    'node_modules/@fieldsync/engine': { link: true },
    'node_modules/hono': { version: '4.13.19' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
    'packages/server/node_modules/zod': { version: '4.6.7' },
  },
};
const installed = {
  'node_modules/hono': { version: '4.13.19' },
  'packages/server/node_modules/zod': { version: '4.6.7' },
};

it('agrees when only links and packages for other platforms are absent', () => {
  expect(lockfilesAgree(wanted, { packages: installed })).toBe(true);
});

it('agrees when more is installed than asked for', () => {
  expect(
    lockfilesAgree(wanted, { packages: { ...installed, 'node_modules/extra': { version: '1.0.0' } } }),
  ).toBe(true);
});

it.each([
  ['another version', { ...installed, 'node_modules/hono': { version: '4.0.0' } }],
  ['a missing package', { 'node_modules/hono': { version: '4.13.19' } }],
  [
    'another version in a workspace',
    { ...installed, 'packages/server/node_modules/zod': { version: '3.0.0' } },
  ],
])('disagrees about %s', (_what, packages) => {
  expect(lockfilesAgree(wanted, { packages })).toBe(false);
});

it('disagrees when nothing is known to be installed', () => {
  expect(lockfilesAgree(wanted, {})).toBe(false);
});
