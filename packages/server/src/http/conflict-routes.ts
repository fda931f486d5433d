import {
  conflictIdSchema,
  conflictQuerySchema,
  limits,
  conflictOverrideSchema,
  paths,
  recordIdSchema,
  resolveRequestSchema,
} from '@fieldsync/protocol';
import type { ConflictReader } from '../office-ports.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { ConflictDesk } from '../services/conflict-desk.ts';
import { check, readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

const NONE = { code: 'NOT_FOUND', message: 'There is no such conflict.' } as const;

/** Answers that a person writes may be as long as those of an operation. */
const LONGEST = limits.operationBytes;

/** Two versions of a record: which wait for a decision, both side by side, the decision, and who decided what before. */
export function conflictRoutes(
  mount: Mount,
  { conflicts, desk, clock }: { conflicts: ConflictReader; desk: ConflictDesk; clock: Clock },
): void {
  mount('GET', paths.conflicts, async (c) => {
    const query = check(conflictQuerySchema, c.req.query());
    if (!query.ok) return sendProblem(c, query.error);
    const { limit, offset } = query.value;
    const { total, ...page } = await conflicts.list(query.value, isoTime(clock()));
    return sendData(c, page, { total, limit, offset });
  });

  mount('GET', `${paths.conflictAudit}/:entityId`, async (c) => {
    const id = recordIdSchema.safeParse(c.req.param('entityId'));
    const audit = id.success ? await conflicts.audit(id.data) : null;
    if (audit === null) return sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such record.' });
    return sendData(c, audit);
  });

  mount('GET', `${paths.conflicts}/:id`, async (c) => {
    const id = conflictIdSchema.safeParse(c.req.param('id'));
    const found = id.success ? await conflicts.find(id.data) : null;
    return found === null ? sendProblem(c, NONE) : sendData(c, found);
  });

  mount('POST', paths.resolveConflict, async (c) => {
    const body = await readJson(c.req.raw, resolveRequestSchema, LONGEST);
    if (!body.ok) return sendProblem(c, body.error);
    const { conflictId, ...said } = body.value;
    const decided = await desk.decide(conflictId, c.get('actor'), { turn: 'first', ...said });
    return decided.ok ? sendData(c, decided.value) : sendProblem(c, decided.error);
  });

  mount('PUT', `${paths.conflicts}/:id/override`, async (c) => {
    const id = conflictIdSchema.safeParse(c.req.param('id'));
    if (!id.success) return sendProblem(c, NONE);
    const body = await readJson(c.req.raw, conflictOverrideSchema, LONGEST);
    if (!body.ok) return sendProblem(c, body.error);
    const decided = await desk.decide(id.data, c.get('actor'), { turn: 'again', ...body.value });
    return decided.ok ? sendData(c, decided.value) : sendProblem(c, decided.error);
  });
}
