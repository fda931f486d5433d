import type { OwnAccount } from '@fieldsync/protocol';
import { paths } from '@fieldsync/protocol';
import type { Context } from 'hono';
import type { AccountDesk, SessionDesk } from '../account-ports.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Act } from '../priority-ports.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import { signedInIdSchema } from './api/describe-own-account.ts';
import { callerOf } from './caller.ts';
import type { HttpEnv } from './http-env.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface OwnAccountRouteParts {
  readonly accounts: Pick<Accounts, 'readSession'>;
  readonly desk: Pick<AccountDesk, 'areasOf'>;
  readonly sessions: SessionDesk;
  readonly clock: Clock;
  readonly trustProxy: boolean;
}

/** What an account is to its own person: who they are, what they see, and where they are signed in. */
export function ownAccountRoutes(mount: Mount, parts: OwnAccountRouteParts): void {
  const { accounts, desk, sessions, clock, trustProxy } = parts;
  const act = (c: Context<HttpEnv>): Act => ({ by: c.get('actor'), at: isoTime(clock()) });
  /** Null when it ended since the gate looked. */
  const thisSession = async (c: Context<HttpEnv>): Promise<string | null> =>
    (await accounts.readSession(c.req.raw.headers)).sessionId;
  const signedOut = (c: Context<HttpEnv>) =>
    sendProblem(c, { code: 'SIGNED_OUT', message: 'Sign in first.' });

  mount('GET', paths.ownAccount, async (c) => {
    const { id, name, email, role } = c.get('actor');
    const [current, areas, all] = await Promise.all([thisSession(c), desk.areasOf(id), sessions.list(id)]);
    const account: OwnAccount = {
      user: { id, name, email, role },
      areas: [...areas].sort(),
      sessions: all.map((session) => ({ ...session, current: session.id === current })),
    };
    return sendData(c, account);
  });

  mount('DELETE', paths.ownSessions, async (c) => {
    const current = await thisSession(c);
    if (current === null) return signedOut(c);
    return sendData(c, { ended: await sessions.endOthers(current, act(c), callerOf(c, trustProxy)) });
  });

  mount('DELETE', `${paths.ownSessions}/:id`, async (c) => {
    const id = signedInIdSchema.safeParse(c.req.param('id')).data;
    const current = await thisSession(c);
    if (current === null) return signedOut(c);
    if (id === current)
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
