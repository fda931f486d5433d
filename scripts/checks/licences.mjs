import { existsSync, readFileSync } from 'node:fs';
import { inRepository } from '../setup/repository.mjs';

/**
 * What may be shipped with a work under Apache-2.0, asking for nothing but to be named. Anything else wants a decision: read it,
 * then add it here or take the package out.
 */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Allowed for these alone, and why. @type {readonly (readonly [name: RegExp, licence: string, why: string])[]} */
const EXCEPTIONS = [
  [
    /^@img\/sharp-/,
    'LGPL-3.0-or-later',
    'an optional library beside Next, in files of its own that anybody can exchange',
  ],
  [/^lightningcss(-|$)/, 'MPL-2.0', 'a tool of the build: nothing of it is in what is built'],
];

/**
 * @param {string | undefined} expression SPDX: `(MIT OR Apache-2.0) AND BSD-3-Clause`.
 * @param {string} [name] Of the package, which may have an exception.
 * @returns {boolean} Whether one may choose licences out of it that are all allowed.
 */
export function isAllowed(expression, name = '') {
  if (expression === undefined) return false;
  const excepted = EXCEPTIONS.filter(([pattern]) => pattern.test(name)).map(([, licence]) => licence);
  const tokens = expression.match(/\(|\)|[A-Za-z0-9.+-]+/g) ?? [];
  let at = 0;
  /** @returns {boolean} */
  const one = () => {
    const token = tokens[at++];
    if (token !== '(') return token !== undefined && (ALLOWED.has(token) || excepted.includes(token));
    const inside = either();
    at += 1;
    return inside;
  };
  const all = () => {
    let good = one();
    while (tokens[at] === 'AND') {
      at += 1;
      good = one() && good;
    }
    return good;
  };
  const either = () => {
    let good = all();
    while (tokens[at] === 'OR') {
      at += 1;
      good = all() || good;
    }
    return good;
  };
  return either() && at === tokens.length;
}

/**
 * @typedef {{license?: string, dev?: boolean, link?: boolean, optional?: boolean}} Locked
 * @param {Readonly<Record<string, Locked>>} packages Those of package-lock.json.
 * @param {(folder: string) => string | undefined} licenceIn What an installed package says of itself.
 * @returns {string[]} One line for each package that is shipped and may not be.
 */
export function refusedLicences(packages, licenceIn) {
  return Object.entries(packages)
    .filter(([folder, { dev, link }]) => folder.includes('node_modules/') && dev !== true && link !== true)
    .flatMap(([folder, { license }]) => {
      const licence = licenceIn(folder) ?? license;
      return isAllowed(licence, folder.replace(/^.*node_modules\//, ''))
        ? []
        : [`${folder}: ${licence ?? 'no licence'}`];
    });
}

/** @param {string} folder @returns {string | undefined} */
function installedLicence(folder) {
  const file = inRepository(folder, 'package.json');
  // Of what is for other machines only the lockfile knows.
  if (!existsSync(file)) return undefined;
  const { license } = /** @type {{license?: string | {type?: string}}} */ (
    JSON.parse(readFileSync(file, 'utf8'))
  );
  return typeof license === 'object' ? license.type : license;
}

/** @returns {Promise<{ok: boolean, output: string}>} */
export function checkLicences() {
  const lock = /** @type {{packages: Record<string, Locked>}} */ (
    JSON.parse(readFileSync(inRepository('package-lock.json'), 'utf8'))
  );
  const refused = refusedLicences(lock.packages, installedLicence);
  const advice = 'Read the licence, then allow it in scripts/checks/licences.mjs or take the package out.\n';
  return Promise.resolve({
    ok: refused.length === 0,
    output: refused.length === 0 ? '' : `${refused.join('\n')}\n${advice}`,
  });
}
