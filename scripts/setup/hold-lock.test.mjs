import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdLock } from './hold-lock.mjs';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hold-lock-'));
  file = path.join(folder, 'build.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('names its owner while it works and leaves nothing behind', async () => {
  const seen = await holdLock(file, 'a build', () => Promise.resolve(readFileSync(file, 'utf8')));
  expect(seen).toBe(String(process.pid));
  expect(existsSync(file)).toBe(false);
});

it('lets go when the work fails', async () => {
  await expect(holdLock(file, 'a build', () => Promise.reject(new Error('broken')))).rejects.toThrow(
    'broken',
  );
  expect(existsSync(file)).toBe(false);
});

it('takes over from an owner that is gone', async () => {
  // Above the largest process id that Linux gives.
  writeFileSync(file, '99999999');
  expect(await holdLock(file, 'a build', () => Promise.resolve('done'))).toBe('done');
});
