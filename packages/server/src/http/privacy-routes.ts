import { erasureRequestSchema, paths, retentionSchema, userIdSchema } from '@fieldsync/protocol';
import { z } from 'zod';
import type { ErasureBook, RetentionBook } from '../privacy-ports.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { Erasures } from '../services/erasures.ts';
import { check, readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface PrivacyRoutesParts {
  readonly retention: RetentionBook;
  readonly erasureBook: ErasureBook;
  readonly erasures: Erasures;
  readonly clock: Clock;
}

const idSchema = z.object({ id: userIdSchema });

/** For an administrator: how long what is kept, and people who are erased. */
export function privacyRoutes(mount: Mount, parts: PrivacyRoutesParts): void {
  const { retention, erasureBook, erasures, clock } = parts;
  mount('GET', paths.retention, async (c) => sendData(c, await retention.read()));

  mount('PUT', paths.retention, async (c) => {
    const body = await readJson(c.req.raw, retentionSchema);
    if (!body.ok) return sendProblem(c, body.error);
    await retention.set(body.value, c.get('actor').id, isoTime(clock()));
    return sendData(c, body.value);
  });

  mount('GET', paths.erasures, async (c) => sendData(c, { items: await erasureBook.list() }));

  mount('POST', `${paths.people}/:id/erase`, async (c) => {
    const params = check(idSchema, c.req.param());
    if (!params.ok) return sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such account.' });
    const body = await readJson(c.req.raw, erasureRequestSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const begun = await erasures.begin(params.value.id, body.value, c.get('actor').id);
    switch (begun.kind) {
      case 'begun':
        return sendData(c, begun.erasure);
      case 'missing':
        return sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such account.' });
      case 'wrong-email':
        return sendProblem(c, {
          code: 'VALIDATION',
          message: 'is not the email of this account',
          field: 'confirm',
        });
      case 'last-admin':
        return sendProblem(c, {
          code: 'VALIDATION',
          message: 'is the only administrator: somebody must be able to act after this',
          field: 'id',
        });
    }
  });
}
