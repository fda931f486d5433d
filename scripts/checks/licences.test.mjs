import { expect, it } from 'vitest';
import { isAllowed, refusedLicences } from './licences.mjs';

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['GPL-3.0-only OR (Apache-2.0 AND MIT)', true],
  ['MIT AND GPL-3.0-only', false],
  ['(GPL-2.0-only OR AGPL-3.0-only) AND MIT', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['UNLICENSED', false],
  ['', false],
  [undefined, false],
])('of %s it says %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed);
});

it('names each package that is shipped under something else, and no tool of ours', () => {
  const packages = {
    '': { license: 'Apache-2.0' },
    'packages/server': {},
    'node_modules/server': { link: true },
    'node_modules/good': { license: 'MIT' },
    'node_modules/tool': { license: 'GPL-3.0-only', dev: true },
    'node_modules/bad': { license: 'GPL-3.0-only' },
    'node_modules/good/node_modules/silent': {},
    'node_modules/lightningcss': { license: 'MPL-2.0' },
    'node_modules/other': { license: 'MPL-2.0' },
    'node_modules/changed': { license: 'MIT' },
  };
  const installed = (/** @type {string} */ folder) => (folder.endsWith('changed') ? 'BUSL-1.1' : undefined);
  expect(refusedLicences(packages, installed)).toEqual([
    'node_modules/bad: GPL-3.0-only',
    'node_modules/good/node_modules/silent: no licence',
    'node_modules/other: MPL-2.0',
    'node_modules/changed: BUSL-1.1',
  ]);
});
