import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectories } from '../../testing/temporary-directory.ts';
import { ErasureFile } from './erasure-file.ts';

const directory = temporaryDirectories();
const erasure = (number: number) => ({
  id: `0190a000-0000-7000-8000-00000000000${String(number)}`,
  userId: `user${String(number)}`,
  records: 'delete' as const,
  at: '2026-11-20T09:00:00.000Z',
});

it('is empty where nobody was erased', async () => {
  expect(await new ErasureFile(directory()).read()).toEqual([]);
});

it('outlives the process, and a line that was cut off by a kill', async () => {
  const folder = directory();
  await new ErasureFile(folder).add(erasure(1));
  appendFileSync(join(folder, 'erasures.jsonl'), '{"id":"0190a0');
  await new ErasureFile(folder).add(erasure(2));
  expect(await new ErasureFile(folder).read()).toEqual([erasure(1), erasure(2)]);
});
