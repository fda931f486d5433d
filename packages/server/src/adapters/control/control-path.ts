import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** A socket's path is limited to about a hundred bytes. */
const LONGEST_PATH = 100;

export interface ControlPath {
  /** Where the socket lies. */
  readonly file: string;
  /** What to bind or connect to. */
  readonly path: string;
  readonly release: () => void;
}

/** @returns undefined where the socket cannot have a path: too long, and no way round it on this system */
export function controlPath(dataDirectory: string): ControlPath | undefined {
  const file = join(dataDirectory, 'control');
  if (Buffer.byteLength(file) <= LONGEST_PATH) return { file, path: file, release: () => undefined };
  if (process.platform !== 'linux') return undefined;
  const folder = openSync(dataDirectory, 'r');
  return {
    file,
    path: `/proc/self/fd/${String(folder)}/control`,
    release: () => {
      closeSync(folder);
    },
  };
}
