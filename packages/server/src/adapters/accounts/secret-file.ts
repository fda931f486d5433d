import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';

/**
 * The secret that signs session cookies, made once and kept beside the data: without it every restart would sign everybody
 * out. Readable by its owner alone.
 */
export function readOrMakeSecret(dataDirectory: string): string {
  const file = join(dataDirectory, 'secret');
  const existing = readPrivateFile(file)?.trim() ?? '';
  if (existing.length >= 32) return existing;
  const secret = randomBytes(32).toString('base64url');
  writePrivateFile(file, secret);
  return secret;
}
