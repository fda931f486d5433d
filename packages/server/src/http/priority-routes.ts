import { overrideRequestSchema, paths } from '@fieldsync/protocol';
import type { Context } from 'hono';
import { queueReport } from '../core/queue-report.ts';
import type { DeviceBook } from '../office-ports.ts';
import type { Act, OverrideBook } from '../priority-ports.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { PriorityWork } from '../services/priority-work.ts';
import type { HttpEnv } from './http-env.ts';
import { readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface PriorityRouteParts {
  readonly priorityWork: PriorityWork;
  readonly overrides: OverrideBook;
  readonly devices: DeviceBook;
  readonly clock: Clock;
}

/** Scores set by hand, what is still on the phones, and scoring everything once more. */
export function priorityRoutes(mount: Mount, parts: PriorityRouteParts): void {
  const { priorityWork, overrides, devices, clock } = parts;
  const act = (c: Context<HttpEnv>): Act => ({ by: c.get('actor'), at: isoTime(clock()) });

  mount('POST', paths.override, async (c) => {
    const request = await readJson(c.req.raw, overrideRequestSchema);
    if (!request.ok) return sendProblem(c, request.error);
    const answer = await priorityWork.override(request.value, act(c));
    if (answer !== undefined) return sendData(c, answer);
    const field = request.value.device === undefined ? 'author' : 'device';
    return sendProblem(c, { code: 'VALIDATION', message: 'No such phone has been heard of.', field });
  });

  mount('GET', paths.queue, async (c) =>
    sendData(c, queueReport(await devices.list(), await overrides.awaited())),
  );

  mount('GET', paths.recalculate, async (c) => sendData(c, await priorityWork.progress()));
  mount('PUT', paths.recalculate, async (c) => sendData(c, await priorityWork.recalculate(act(c))));
}
