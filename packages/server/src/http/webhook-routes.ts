import { randomBytes } from 'node:crypto';
import { paths } from '@fieldsync/protocol';
import type { Context } from 'hono';
import type { z } from 'zod';
import type { AuditLog } from '../services/audit.ts';
import type { Clock, MintId } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { Webhooks } from '../services/webhooks.ts';
import type { WebhookBook } from '../webhook-ports.ts';
import { newWebhookSchema, webhookChangeSchema, webhookIdSchema } from './api/describe-administration.ts';
import type { HttpEnv } from './http-env.ts';
import { readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface WebhookRoutesParts {
  readonly webhooks: WebhookBook;
  readonly sender: Webhooks;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly mintId: MintId;
}

const MOST_WEBHOOKS = 50;

/** Who outside is told of what. The secret is shown once, in the answer to the subscription. */
export function webhookRoutes(mount: Mount, parts: WebhookRoutesParts): void {
  const { webhooks, sender, audit, clock, mintId } = parts;
  const note = (c: Context<HttpEnv>, act: string, subject: string, detail: Record<string, unknown>) =>
    audit.append({ at: isoTime(clock()), actor: c.get('actor').id, act: `webhook:${act}`, subject, detail });
  const missing = (c: Context) =>
    sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such subscription.' });
  /** Postgres would refuse what is no UUID with an error of its own. */
  const idOf = (c: Context<HttpEnv>) => webhookIdSchema.safeParse(c.req.param('id')).data;

  mount('GET', paths.webhooks, async (c) => sendData(c, { items: await webhooks.list() }));

  mount('POST', paths.webhooks, async (c) => {
    const body = await readJson(c.req.raw, newWebhookSchema);
    if (!body.ok) return sendProblem(c, body.error);
    if ((await webhooks.list()).length >= MOST_WEBHOOKS)
      return sendProblem(c, {
        code: 'VALIDATION',
        message: `There may be ${String(MOST_WEBHOOKS)} subscriptions.`,
      });
    const id = mintId();
    const secret = `whsec_${randomBytes(24).toString('base64')}`;
    // The audit line first: an act without its line must not be possible [X5].
    await note(c, 'add', id, { ...body.value });
    await webhooks.add({ id, secret, ...body.value }, c.get('actor').id, isoTime(clock()));
    return sendData(c, { id, secret });
  });

  mount('PUT', `${paths.webhooks}/:id`, async (c) => {
    const body = await readJson(c.req.raw, webhookChangeSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const id = idOf(c);
    if (id === undefined || !(await webhooks.change(id, body.value))) return missing(c);
    await note(c, actOf(body.value), id, { ...body.value });
    return sendData(c, {});
  });

  mount('DELETE', `${paths.webhooks}/:id`, async (c) => {
    const id = idOf(c);
    if (id === undefined || !(await webhooks.remove(id))) return missing(c);
    await note(c, 'remove', id, {});
    return sendData(c, {});
  });

  mount('POST', `${paths.webhooks}/:id/test`, async (c) => {
    const id = idOf(c);
    const answer = id === undefined ? undefined : await sender.test(id);
    return answer === undefined ? missing(c) : sendData(c, answer);
  });
}

/** In the audit log: that it was switched, or that it is another. */
function actOf({ isActive, ...rest }: z.infer<typeof webhookChangeSchema>): string {
  if (isActive === undefined || Object.keys(rest).length > 0) return 'change';
  return isActive ? 'resume' : 'pause';
}
