import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readOrMakeSecret } from './secret-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('[X1] makes a secret once, for its owner’s eyes alone', () => {
  const data = join(folder, 'new');
  const secret = readOrMakeSecret(data);
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(readOrMakeSecret(data)).toBe(secret);
  expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);
  expect(readOrMakeSecret(folder)).not.toBe(secret);
});

it('makes a new one instead of signing with what a broken start left behind', () => {
  writeFileSync(join(folder, 'secret'), '');
  writeFileSync(join(folder, 'secret.tmp'), 'half');
  const secret = readOrMakeSecret(folder);
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe(secret);
});
