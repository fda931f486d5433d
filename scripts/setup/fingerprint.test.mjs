import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint, listFiles } from './fingerprint.mjs';
import { compareStamp } from './stamp.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'fingerprint-'));
  mkdirSync(path.join(root, 'src/dist'), { recursive: true });
  writeFileSync(path.join(root, 'src/b.ts'), 'b');
  writeFileSync(path.join(root, 'src/a.ts'), 'a');
  writeFileSync(path.join(root, 'src/dist/made.js'), 'made');
  writeFileSync(path.join(root, 'lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

const list = () => listFiles(root, ['src', 'lock.json', 'missing'], (file) => file.endsWith('/dist'));
const stampNow = () => {
  const now = fingerprint(root, list());
  return { quick: now.quick, content: now.content() };
};
const verdictOn = (/** @type {import('./stamp.mjs').Stamp} */ stamp) =>
  compareStamp(stamp, fingerprint(root, list()));

it('lists files in a stable order, without skipped folders and missing inputs', () => {
  expect(list()).toEqual(['lock.json', 'src/a.ts', 'src/b.ts']);
});

it('finds an untouched tree fresh without reading it', () => {
  const now = fingerprint(root, list());
  const unread = {
    quick: now.quick,
    content: () => {
      throw new Error('read');
    },
  };
  expect(compareStamp({ quick: now.quick, content: 'anything' }, unread)).toBe('fresh');
});

it('finds a tree whose times changed touched, and not stale', () => {
  const stamp = stampNow();
  utimesSync(path.join(root, 'src/a.ts'), 1, 1);
  expect(verdictOn(stamp)).toBe('touched');
});

it.each([
  ['an edit', () => writeFileSync(path.join(root, 'src/a.ts'), 'A')],
  ['a new file', () => writeFileSync(path.join(root, 'src/c.ts'), '')],
  ['a removed file', () => rmSync(path.join(root, 'src/a.ts'))],
])('finds a tree stale after %s', (_what, change) => {
  const stamp = stampNow();
  utimesSync(path.join(root, 'src/a.ts'), 1, 1);
  change();
  expect(verdictOn(stamp)).toBe('stale');
});

it('does not see a change in a skipped folder', () => {
  const stamp = stampNow();
  writeFileSync(path.join(root, 'src/dist/made.js'), 'made again');
  expect(verdictOn(stamp)).toBe('fresh');
});

it('tells apart two files whose contents moved across their border', () => {
  writeFileSync(path.join(root, 'src/a.ts'), 'ab');
  writeFileSync(path.join(root, 'src/b.ts'), 'c');
  const before = fingerprint(root, list()).content();
  writeFileSync(path.join(root, 'src/a.ts'), 'a');
  writeFileSync(path.join(root, 'src/b.ts'), 'bc');
  expect(fingerprint(root, list()).content()).not.toBe(before);
});
