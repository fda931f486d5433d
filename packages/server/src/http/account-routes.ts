import type { AccountList, UserId } from '@fieldsync/protocol';
import {
  accountActiveSchema,
  accountAreasSchema,
  newAccountSchema,
  paths,
  userIdSchema,
} from '@fieldsync/protocol';
import type { Context } from 'hono';
import type { AccountDesk, AccountOutcome, SessionDesk } from '../account-ports.ts';
import type { AccountBook } from '../accounts/accounts.ts';
import type { Act } from '../priority-ports.ts';
import type { AuditLog } from '../services/audit.ts';
import type { Clock } from '../services/clock.ts';
import { isoTime } from '../services/clock.ts';
import type { EventBus } from '../services/event-bus.ts';
import type { HttpEnv } from './http-env.ts';
import { readJson } from './read-json.ts';
import { sendData, sendProblem } from './reply.ts';
import type { Mount } from './routes.ts';

export interface AccountRouteParts {
  readonly desk: AccountDesk;
  readonly book: AccountBook;
  readonly sessions: Pick<SessionDesk, 'endAll'>;
  readonly audit: AuditLog;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly makePassword: () => string;
}

const NONE = { code: 'NOT_FOUND', message: 'There is no such account.' } as const;
/** Ending its sessions would keep its phones from hearing it, and letting it in would open nothing: it has no password. */
const ERASED = {
  code: 'VALIDATION',
  message:
    'belongs to a person who was erased: nobody can sign in with it, and their phones still have to hear that the records are gone',
  field: 'id',
} as const;
const refusalOf = (outcome: Exclude<AccountOutcome, 'done'>) => (outcome === 'missing' ? NONE : ERASED);

/** Who works here, what they may see, and letting them in. Nobody signs up. */
export function accountRoutes(mount: Mount, parts: AccountRouteParts): void {
  const { desk, book, sessions, audit, bus, clock, makePassword } = parts;
  const act = (c: Context<HttpEnv>): Act => ({ by: c.get('actor'), at: isoTime(clock()) });
  const idOf = (c: Context<HttpEnv>): UserId | undefined => userIdSchema.safeParse(c.req.param('id')).data;
  const found = async (c: Context<HttpEnv>) => {
    const id = idOf(c);
    return id === undefined ? null : desk.find(id);
  };
  const note = (c: Context<HttpEnv>, what: string, subject: string, detail: Record<string, unknown> = {}) =>
    audit.append({ at: isoTime(clock()), actor: c.get('actor').id, act: what, subject, detail });

  mount('GET', paths.accounts, async (c) => {
    const [items, areas] = await Promise.all([desk.list(), desk.knownAreas()]);
    const list: AccountList = { items: [...items], areas: [...areas] };
    return sendData(c, list);
  });

  mount('POST', paths.accounts, async (c) => {
    const body = await readJson(c.req.raw, newAccountSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const { name, role } = body.value;
    const email = body.value.email.toLowerCase();
    if (await book.has(email))
      return sendProblem(c, {
        code: 'ALREADY_EXISTS',
        message: 'There is an account with this email.',
        field: 'email',
      });
    const password = makePassword();
    const id = await book.create({ name, email, role, password });
    await note(c, 'account:create', id, { email, role });
    return sendData(c, { id, password });
  });

  mount('PUT', `${paths.accounts}/:id/areas`, async (c) => {
    const body = await readJson(c.req.raw, accountAreasSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const { areas } = body.value;
    const known = new Set(await desk.knownAreas());
    const strange = areas.findIndex((area) => !known.has(area));
    if (strange >= 0)
      return sendProblem(c, {
        code: 'VALIDATION',
        message: 'No place of the office lies in this area.',
        field: `areas.${String(strange)}`,
      });
    const id = idOf(c);
    if (id === undefined) return sendProblem(c, NONE);
    const outcome = await desk.assign(id, areas, act(c));
    if (outcome !== 'done') return sendProblem(c, refusalOf(outcome));
    bus.publish({ kind: 'sight', userId: id });
    return sendData(c, await desk.find(id));
  });

  mount('POST', `${paths.accounts}/:id/password`, async (c) => {
    const account = await found(c);
    if (account === null) return sendProblem(c, NONE);
    const password = makePassword();
    await book.setPassword(account.email, password);
    bus.publish({ kind: 'sight', userId: account.id });
    await note(c, 'account:reset-password', account.id);
    return sendData(c, { id: account.id, password });
  });

  mount('PUT', `${paths.accounts}/:id/active`, async (c) => {
    const body = await readJson(c.req.raw, accountActiveSchema);
    if (!body.ok) return sendProblem(c, body.error);
    const id = idOf(c);
    // Somebody must be left who can let people in.
    if (id === c.get('actor').id)
      return sendProblem(c, { code: 'VALIDATION', message: 'This is your own account.', field: 'active' });
    if (id === undefined) return sendProblem(c, NONE);
    const outcome = await desk.setActive(id, body.value.active, act(c));
    if (outcome !== 'done') return sendProblem(c, refusalOf(outcome));
    bus.publish({ kind: 'sight', userId: id });
    return sendData(c, await desk.find(id));
  });

  mount('DELETE', `${paths.accounts}/:id/sessions`, async (c) => {
    const id = idOf(c);
    if (id === undefined) return sendProblem(c, NONE);
    const { outcome, ended } = await sessions.endAll(id, act(c));
    return outcome === 'done' ? sendData(c, { ended }) : sendProblem(c, refusalOf(outcome));
  });
}
