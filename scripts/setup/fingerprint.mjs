import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Fingerprint
 * @property {string} quick Hash of paths, sizes and modification times: cheap, and changes when a file is touched.
 * @property {() => string} content Hash of paths and contents: survives a fresh checkout or a copy.
 */

/**
 * Every file under the given paths, in an order that does not depend on the disk.
 * @param {string} root
 * @param {readonly string[]} inputs Files or folders, relative to the root; missing ones count as empty.
 * @param {(relativePath: string) => boolean} skip Asked for folders too, so that a skipped one is not walked.
 * @returns {string[]} Relative paths with forward slashes.
 */
export function listFiles(root, inputs, skip) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} relative */
  const visit = (relative) => {
    if (skip(relative)) return;
    const stat = statSync(path.join(root, relative), { throwIfNoEntry: false });
    if (stat?.isFile()) found.push(relative);
    if (stat?.isDirectory()) {
      for (const name of readdirSync(path.join(root, relative))) visit(`${relative}/${name}`);
    }
  };
  for (const input of inputs) visit(input);
  return found.sort();
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 * @returns {Fingerprint}
 */
export function fingerprint(root, files) {
  const quick = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    quick.update(`${file}\0${size}\0${mtimeMs}\0`);
  }
  return {
    quick: quick.digest('hex'),
    content: () => {
      const hash = createHash('sha256');
      for (const file of files) {
        const bytes = readFileSync(path.join(root, file));
        hash.update(`${file}\0${bytes.length}\0`).update(bytes);
      }
      return hash.digest('hex');
    },
  };
}
