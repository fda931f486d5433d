import { randomInt } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { count, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, TEMPLATE_FILE, MIGRATIONS_FOLDER } from '../../open-database.ts';
import { numberedBatch, RECORDS_PER_BATCH } from '../../testing/numbered-batch.ts';
import { buildChild, spawnChild } from '../../testing/spawn-child.ts';
import { temporaryDirectories } from '../../testing/temporary-directory.ts';
import { feed, operations, records } from '../drizzle/schema/index.ts';
import { writeTemplate } from './template.ts';

const temporaryDirectory = temporaryDirectories();
const onError = (error: unknown): never => {
  throw error;
};

describe('kill -9', () => {
  beforeAll(async () => {
    // A first start from the template is what an installation has; the build makes it, and here we may be first.
    if (!existsSync(TEMPLATE_FILE)) await writeTemplate(TEMPLATE_FILE, MIGRATIONS_FOLDER);
  });

  it('[S1] [S7] in the middle of writing, twenty times: every acknowledged batch is there, none twice', async () => {
    const KILLS = 20;
    const dataDirectory = temporaryDirectory();
    const program = await buildChild('write-batches');
    let acknowledged = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      // The batch whose answer was lost is sent again, as a device does.
      const child = spawnChild(program, dataDirectory, String(acknowledged + 1));
      const enough = acknowledged + randomInt(1, 12);
      for await (const line of child.lines) {
        acknowledged = Number(line);
        if (acknowledged >= enough) break;
      }
      // The next batch is already on its way to the disk; a random moment decides how far it has come.
      await wait(randomInt(0, 30));
      await child.kill();
      expect(acknowledged).toBeGreaterThanOrEqual(enough);
    }

    const { database } = await openDatabase({ dataDirectory, onError });
    try {
      const kept = new Set(
        (await database.queries.select({ id: operations.id }).from(operations)).map((row) => row.id),
      );
      for (let number = 1; number <= acknowledged; number += 1) {
        for (const operation of numberedBatch(number).operations) expect(kept).toContain(operation.id);
      }
      // Batches are whole, and took effect once: each gave each of its records two versions.
      const batches = kept.size / (RECORDS_PER_BATCH * 2);
      expect(Number.isInteger(batches)).toBe(true);
      const { queries } = database;
      const twice = sql<number>`count(*) filter (where version = 2)::int`;
      expect(await queries.select({ all: count(), twice }).from(records)).toEqual([
        { all: batches * RECORDS_PER_BATCH, twice: batches * RECORDS_PER_BATCH },
      ]);
    } finally {
      await database.close();
    }
  }, 600_000);

  // A fresh database has about a thousand files: killed while they are written, when they are in place, and soon after.
  it.each([
    { name: 'at the first file', least: 1, waitMs: 0 },
    { name: 'half way', least: 400, waitMs: 0 },
    { name: 'at the last files', least: 850, waitMs: 0 },
    { name: 'once it is in place', least: Infinity, waitMs: 0 },
    { name: 'while it opens', least: Infinity, waitMs: 500 },
  ])(
    'during the first start, $name: the next start makes the database or finds it whole',
    async ({ least, waitMs }) => {
      const dataDirectory = temporaryDirectory();
      const finished = join(dataDirectory, 'database');
      const unfinished = `${finished}.tmp`;
      const child = spawnChild(await buildChild('hold-database'), dataDirectory);
      const enough = least + randomInt(0, 100);
      while (!existsSync(finished) && entries(unfinished) < enough) await wait(5);
      await wait(randomInt(0, waitMs + 1));
      await child.kill();

      const { database } = await openDatabase({ dataDirectory, onError });
      try {
        expect(await database.queries.select().from(feed)).toMatchObject([{ base: 0 }]);
        expect(existsSync(unfinished)).toBe(false);
      } finally {
        await database.close();
      }
    },
    120_000,
  );

  it('frees the folder at once, and until then a second process is told so in a sentence', async () => {
    const dataDirectory = temporaryDirectory();
    const program = await buildChild('hold-database');
    const first = spawnChild(program, dataDirectory);
    expect(await firstLine(first.lines)).toBe('open');
    const second = spawnChild(program, dataDirectory);
    expect(await firstLine(second.lines)).toBe('DIRECTORY_IN_USE');
    expect(await second.ended()).toBe(0);
    await expect(openDatabase({ dataDirectory, onError })).rejects.toThrow(
      /already using the database in .*Stop it first/,
    );
    await first.kill();
    const third = spawnChild(program, dataDirectory);
    expect(await firstLine(third.lines)).toBe('open');
    await third.kill();
  }, 60_000);
});

/** How many files and folders there are by now; all of them once the folder has been renamed. */
function entries(directory: string): number {
  try {
    return readdirSync(directory, { recursive: true }).length;
  } catch {
    return 0;
  }
}

async function firstLine(lines: AsyncIterable<string>): Promise<string | undefined> {
  for await (const line of lines) return line;
  return undefined;
}
