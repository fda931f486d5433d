import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** @param {string} file @returns {boolean} */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The first of these programs that PATH knows, in the order of the names.
 * @param {readonly string[]} names
 * @returns {string | undefined} As found: a symbolic link stays one, since some programs go by the name they are called.
 */
export function findExecutable(names) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name + suffix);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}
