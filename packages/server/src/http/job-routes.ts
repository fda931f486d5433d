import { paths } from '@fieldsync/protocol';
import type { JobDesk } from '../job-ports.ts';
import type { AuditLog } from '../services/audit.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { EventBus } from '../services/event-bus.ts';
import { jobIdSchema, jobKindSchema, jobQuerySchema } from './api/describe-administration.ts';
import { check, readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface JobRoutesParts {
  readonly jobs: JobDesk;
  readonly audit: AuditLog;
  readonly bus: EventBus;
  readonly clock: Clock;
}

/** The work behind the commits: what waits, hangs and has failed. */
export function jobRoutes(mount: Mount, { jobs, audit, bus, clock }: JobRoutesParts): void {
  mount('GET', paths.jobs, async (c) => {
    const query = check(jobQuerySchema, c.req.query());
    if (!query.ok) return sendProblem(c, query.error);
    const { state, before, limit } = query.value;
    const at = isoTime(clock());
    const items = await jobs.list({
      ...(state === undefined ? {} : { state }),
      ...(before === undefined ? {} : { before }),
      limit,
      at,
    });
    const [counts, failedKinds] = [await jobs.counts(at), await jobs.failedKinds()];
    return sendData(c, { items, counts, failedKinds });
  });

  mount('POST', `${paths.jobs}/retry`, async (c) => {
    const body = await readJson(c.req.raw, jobKindSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const { kind } = body.value;
    const at = isoTime(clock());
    const retried = await jobs.retryAll(kind, at);
    if (retried === 0) return sendData(c, { retried });
    const detail = { retried };
    await audit.append({ at, actor: c.get('actor').id, act: 'job:retry-all', subject: kind, detail });
    bus.publish({ kind: 'jobs' });
    return sendData(c, { retried });
  });

  mount('POST', `${paths.jobs}/:id/retry`, async (c) => {
    const id = check(jobIdSchema, c.req.param());
    if (!id.ok) return sendProblem(c, id.error);
    const at = isoTime(clock());
    if (!(await jobs.retry(id.value.id, at)))
      return sendProblem(c, { code: 'NOT_FOUND', message: 'There is no failed job of this number.' });
    const subject = String(id.value.id);
    await audit.append({ at, actor: c.get('actor').id, act: 'job:retry', subject, detail: {} });
    bus.publish({ kind: 'jobs' });
    return sendData(c, {});
  });
}
