import type { OwnAccount } from '@fieldsync/protocol';
import { paths } from '@fieldsync/protocol';
import type { Context } from 'hono';
import type { AccountDesk, SessionDesk } from '../account-ports.ts';
import type { Act } from '../priority-ports.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import { signedInIdSchema } from './api/describe-own-account.ts';
import { callerOf } from './caller.ts';
import type { HttpEnv } from './http-env.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface OwnAccountRouteParts {
  readonly desk: Pick<AccountDesk, 'areasOf'>;
  readonly sessions: SessionDesk;
  readonly clock: Clock;
  readonly trustProxy: boolean;
}

/** What an account is to its own person: who they are, what they see, and where they are signed in. */
export function ownAccountRoutes(mount: Mount, parts: OwnAccountRouteParts): void {
  const { desk, sessions, clock, trustProxy } = parts;
  const act = (c: Context<HttpEnv>): Act => ({ by: c.get('actor'), at: isoTime(clock()) });

  mount('GET', paths.ownAccount, async (c) => {
    const { id, name, email, role } = c.get('actor');
    const [areas, all] = await Promise.all([desk.areasOf(id), sessions.list(id)]);
    const account: OwnAccount = {
      user: { id, name, email, role },
      areas: [...areas].sort(),
      sessions: all.map((session) => ({ ...session, current: session.id === c.get('session') })),
    };
    return sendData(c, account);
  });

  mount('DELETE', paths.ownSessions, async (c) => {
    const ended = await sessions.endOthers(c.get('session'), act(c), callerOf(c, trustProxy));
    return sendData(c, { ended });
  });

  mount('DELETE', `${paths.ownSessions}/:id`, async (c) => {
    const id = signedInIdSchema.safeParse(c.req.param('id')).data;
    if (id === c.get('session'))
      return sendProblem(c, {
        code: 'VALIDATION',
        message: 'is the one that asks: sign out instead',
        field: 'id',
      });
    if (id === undefined || !(await sessions.end(id, act(c), callerOf(c, trustProxy))))
      return sendProblem(c, { code: 'NOT_FOUND', message: 'There is no such session of yours.' });
    return sendData(c, { ended: 1 });
  });
}
