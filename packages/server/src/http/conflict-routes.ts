import { paths } from '@fieldsync/protocol';
import { z } from 'zod';
import type { ConflictReader } from '../office-ports.ts';
import { check } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** Conflicts that wait for a person, the gravest first. */
export function conflictRoutes(mount: Mount, conflicts: ConflictReader): void {
  mount('GET', paths.conflicts, async (c) => {
    const page = check(pageSchema, c.req.query());
    if (!page.ok) return sendProblem(c, page.error);
    const { items, total } = await conflicts.open(page.value.limit, page.value.offset);
    return sendData(c, { items }, { total, ...page.value });
  });
}
