import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RECORDS_OF_ERASED, userIdSchema } from '@fieldsync/protocol';
import type { ErasureList, NotedErasure } from '../../privacy-ports.ts';

const lineSchema = z.object({
  id: z.guid(),
  userId: userIdSchema,
  records: z.enum(RECORDS_OF_ERASED),
  at: z.iso.datetime({ precision: 3 }),
});

/**
 * Erasures in a file beside the database: a backup that is older than an erasure does not know of it, and a restore must not bring
 * the person back. One line each, with numbers and no name.
 */
export class ErasureFile implements ErasureList {
  private readonly path: string;

  constructor(dataDirectory: string) {
    this.path = join(dataDirectory, 'erasures.jsonl');
  }

  async add({ id, userId, records, at }: NotedErasure): Promise<void> {
    const file = await open(this.path, 'a', 0o600);
    try {
      // A line that was cut off by a kill stays alone on its line.
      await file.appendFile(`\n${JSON.stringify({ id, userId, records, at })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async read(): Promise<readonly NotedErasure[]> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').flatMap((line) => {
      try {
        return [lineSchema.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
  }
}
