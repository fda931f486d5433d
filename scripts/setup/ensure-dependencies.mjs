import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { holdLock } from './hold-lock.mjs';
import { lockfilesAgree } from './lockfile-agreement.mjs';
import { inRepository } from './repository.mjs';
import { runNpm } from './run-command.mjs';
import { Refusal, say } from './say.mjs';

const lockfile = inRepository('package-lock.json');
const hiddenLockfile = inRepository('node_modules/.package-lock.json');
const stampFile = inRepository('node_modules/.fieldsync-stamp');

/** @param {string} file */
const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** @param {string} file @returns {import('./lockfile-agreement.mjs').Lockfile} */
function readLockfile(file) {
  try {
    return /** @type {import('./lockfile-agreement.mjs').Lockfile} */ (JSON.parse(readText(file)));
  } catch {
    return {};
  }
}

/** @param {string} wanted */
function isCurrent(wanted) {
  if (readText(stampFile) === wanted) return true;
  if (!existsSync(hiddenLockfile)) return false;
  if (!lockfilesAgree(readLockfile(lockfile), readLockfile(hiddenLockfile))) return false;
  writeFileSync(stampFile, wanted);
  return true;
}

/**
 * Makes node_modules what package-lock.json says, by `npm ci` when it is missing or stale.
 * @throws {import('./say.mjs').Refusal} When Node is too old or npm could not install.
 */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Refusal(`Fieldsync needs Node 20.19 or newer; this is ${process.versions.node}.`);
  }
  const wanted = createHash('sha256').update(readText(lockfile)).digest('hex');
  if (isCurrent(wanted)) return;
  await holdLock(inRepository('.cache/install.lock'), 'an installation', async () => {
    if (isCurrent(wanted)) return;
    say('Installing dependencies with npm ci (a minute or two the first time).');
    const { code } = await runNpm(['ci', '--no-audit', '--no-fund'], { show: true });
    if (code !== 0)
      throw new Refusal('npm ci failed; its message is above. Is the package registry reachable?');
    writeFileSync(stampFile, wanted);
  });
}
