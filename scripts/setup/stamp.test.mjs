import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compareStamp, readStamp, writeStamp } from './stamp.mjs';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'stamp-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('reads back what it wrote, making the folder', () => {
  const file = path.join(folder, 'deep/web.json');
  writeStamp(file, { quick: 'q', content: 'c' });
  expect(readStamp(file)).toEqual({ quick: 'q', content: 'c' });
});

it.each(['', 'null', '{"quick":1,"content":"c"}', '{"quick":"q"', '[]'])(
  'takes a damaged stamp (%s) for none, so that the build runs',
  (text) => {
    const file = path.join(folder, 'web.json');
    writeFileSync(file, text);
    expect(readStamp(file)).toBeUndefined();
  },
);

it('calls everything stale that has no stamp', () => {
  expect(readStamp(path.join(folder, 'none.json'))).toBeUndefined();
  expect(compareStamp(undefined, { quick: 'q', content: () => 'c' })).toBe('stale');
});
