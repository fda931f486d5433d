import { newConsentSchema, paths, userIdSchema } from '@fieldsync/protocol';
import type { Context } from 'hono';
import { z } from 'zod';
import type { ConsentBook, PersonBook } from '../privacy-ports.ts';
import type { AuditLog } from '../services/audit.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { PersonExport } from '../services/person-export.ts';
import type { HttpEnv } from './http-env.ts';
import { check, readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';
import { sendNotedFile } from './send-noted-file.ts';
import type { StreamPlaces } from './stream-places.ts';

export interface PersonRoutesParts {
  readonly people: PersonBook;
  readonly consents: ConsentBook;
  readonly personExport: PersonExport;
  readonly places: StreamPlaces;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const idSchema = z.object({ id: userIdSchema });

/** What is held of a person, for themselves and for an administrator, and what they agreed to. */
export function personRoutes(mount: Mount, parts: PersonRoutesParts): void {
  const { people, consents, personExport, clock } = parts;

  const sendPerson = (c: Context<HttpEnv>, id: z.infer<typeof userIdSchema>): Promise<Response> => {
    const at = isoTime(clock());
    return sendNotedFile(
      c,
      parts,
      { at, actor: c.get('actor').id, act: 'account:export', subject: id, detail: {} },
      {
        name: `fieldsync-personal-data-${at.slice(0, 10)}.zip`,
        type: 'application/zip',
        packed: true,
        parts: personExport.stream(id, at),
      },
    );
  };

  mount('GET', paths.ownData, (c) => sendPerson(c, c.get('actor').id));

  mount('GET', paths.consents, async (c) => sendData(c, { items: await consents.list(c.get('actor').id) }));

  mount('POST', paths.consents, async (c) => {
    const body = await readJson(c.req.raw, newConsentSchema);
    if (!body.ok) return sendProblem(c, body.error);
    await consents.add(c.get('actor').id, body.value, isoTime(clock()));
    return sendData(c, {});
  });

  mount('GET', paths.people, async (c) => sendData(c, { items: await people.list() }));

  mount('GET', `${paths.people}/:id/export`, async (c) => {
    const params = check(idSchema, c.req.param());
    const found = params.ok ? await people.find(params.value.id) : undefined;
    if (!params.ok || found === undefined)
      return sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such account.' });
    return sendPerson(c, params.value.id);
  });
}
