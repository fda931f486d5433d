import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const isProject = (/** @type {string} */ file) =>
  /^tsconfig(\.[a-z]+)?\.json$/.test(file) && file !== 'tsconfig.base.json';

/** @param {string} root @param {string} folder @returns {string[]} Folders inside it, as relative paths. */
const subfolders = (root, folder) =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${folder}/${entry.name}`)
    : [];

/** @param {string} root @returns {string[]} */
function foldersWithProjects(root) {
  const workspaces = [...subfolders(root, 'packages'), ...subfolders(root, 'apps'), 'bench'];
  // The service worker and the browser tests live inside the app and have libraries of their own.
  return ['.', ...workspaces, 'apps/web/sw', 'apps/web/e2e'];
}

/**
 * Every compilation of the repository. One more file named tsconfig.*.json in a workspace is one more check.
 * @param {string} root
 * @returns {string[]} Relative paths, for example `packages/engine/tsconfig.core.json`.
 */
export function typeProjects(root) {
  return foldersWithProjects(root).flatMap((folder) =>
    existsSync(path.join(root, folder))
      ? readdirSync(path.join(root, folder))
          .filter(isProject)
          .sort()
          .map((file) => path.posix.join(folder, file))
      : [],
  );
}

/**
 * A core that no pure compilation covers would be pure by promise only.
 * @param {string} root
 * @returns {string[]} Packages with src/core and without tsconfig.core.json.
 */
export function uncoveredCores(root) {
  return subfolders(root, 'packages').filter(
    (folder) =>
      existsSync(path.join(root, folder, 'src/core')) &&
      !existsSync(path.join(root, folder, 'tsconfig.core.json')),
  );
}
