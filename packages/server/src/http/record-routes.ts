import { paths, recordIdSchema, recordQuerySchema } from '@fieldsync/protocol';
import type { Actor } from '../accounts/actor.ts';
import { seesEverything } from '../accounts/actor.ts';
import type { RecordReader } from '../office-ports.ts';
import type { FeedScope } from '../ports.ts';
import { check } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

/** The records that came in: all for the office, the person's own for a field worker [R3]. */
export function recordRoutes(mount: Mount, records: RecordReader): void {
  mount('GET', paths.records, async (c) => {
    const query = check(recordQuerySchema, c.req.query());
    if (!query.ok) return sendProblem(c, query.error);
    const page = await records.list(query.value, scopeOf(c.get('actor')));
    if (page === undefined)
      return sendProblem(c, {
        code: 'VALIDATION',
        message: 'is not from a page of this list',
        field: 'after',
      });
    return sendData(c, page);
  });

  mount('GET', `${paths.records}/:id`, async (c) => {
    const id = recordIdSchema.safeParse(c.req.param('id'));
    const found = id.success ? await records.find(id.data, scopeOf(c.get('actor'))) : null;
    // The same answer for a record of somebody else's: that it exists is theirs to know.
    if (found === null) return sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such record.' });
    return sendData(c, found);
  });
}

function scopeOf(actor: Actor): FeedScope {
  return seesEverything(actor) ? { kind: 'all' } : { kind: 'person', userId: actor.id };
}
