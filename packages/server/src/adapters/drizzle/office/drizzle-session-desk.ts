import type { SignedIn, UserId } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { and, desc, eq, ne } from 'drizzle-orm';
import type { AccountOutcome, SessionDesk } from '../../../account-ports.ts';
import type { Caller } from '../../../accounts/accounts.ts';
import type { SessionLimits } from '../../../core/session-end.ts';
import { limitOf, sessionEnd } from '../../../core/session-end.ts';
import type { Act } from '../../../priority-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { holdAccount } from '../queries/hold-account.ts';
import { authSession, authUser } from '../schema/index.ts';
import { appendAuditLine } from './drizzle-audit-log.ts';

const LONGEST_AGENT = 256;

export class DrizzleSessionDesk implements SessionDesk {
  private readonly database: Database;
  private readonly limits: SessionLimits;

  constructor(database: Database, limits: SessionLimits) {
    this.database = database;
    this.limits = limits;
  }

  async list(id: UserId): Promise<readonly Omit<SignedIn, 'current'>[]> {
    const rows = await this.database.queries
      .select({ session: authSession, role: authUser.role })
      .from(authSession)
      .innerJoin(authUser, eq(authUser.id, authSession.userId))
      .where(eq(authSession.userId, id))
      .orderBy(desc(authSession.updatedAt), desc(authSession.id));
    return rows.flatMap(({ session, role }) => {
      const { createdAt, updatedAt } = session;
      const limit = limitOf(role, this.limits);
      const times = { signedInAt: createdAt.getTime(), usedAt: updatedAt.getTime() };
      const ends = Math.min(session.expiresAt.getTime(), sessionEnd(times, limit));
      // By the clock that sessions begin by.
      if (ends <= Date.now()) return [];
      return [
        {
          id: session.id,
          signedInAt: createdAt.toISOString(),
          lastUsedAt: updatedAt.toISOString(),
          endsAt: new Date(ends).toISOString(),
          endsAtLatest: new Date(times.signedInAt + limit.absoluteMs).toISOString(),
          userAgent: session.userAgent ?? '',
          address: session.ipAddress ?? '',
        },
      ];
    });
  }

  async end(session: string, act: Act, from: Caller): Promise<boolean> {
    const which = and(eq(authSession.userId, act.by.id), eq(authSession.id, session));
    return (await this.endOwn('session:end', which, act, from)) > 0;
  }

  endOthers(session: string, act: Act, from: Caller): Promise<number> {
    const which = and(eq(authSession.userId, act.by.id), ne(authSession.id, session));
    return this.endOwn('session:end-others', which, act, from);
  }

  endAll(id: UserId, { by, at }: Act): Promise<{ readonly outcome: AccountOutcome; readonly ended: number }> {
    return this.database.transaction(async (queries) => {
      const outcome = await holdAccount(queries, id);
      if (outcome !== 'done') return { outcome, ended: 0 };
      const { length: ended } = await endThose(queries, eq(authSession.userId, id));
      const act = 'account:end-sessions';
      await appendAuditLine(queries, { at, actor: by.id, act, subject: id, detail: { ended } });
      return { outcome, ended };
    });
  }

  /** Where nothing was to be ended, nothing was done that somebody would answer for. */
  private endOwn(
    act: string,
    which: SQL | undefined,
    { by, at }: Act,
    { address, userAgent }: Caller,
  ): Promise<number> {
    return this.database.transaction(async (queries) => {
      const ended = await endThose(queries, which);
      if (ended.length === 0) return 0;
      const detail = {
        ended: ended.length,
        address: address ?? null,
        userAgent: userAgent?.slice(0, LONGEST_AGENT) ?? null,
      };
      await appendAuditLine(queries, { at, actor: by.id, act, subject: by.id, detail });
      return ended.length;
    });
  }
}

function endThose(queries: Queries, which: SQL | undefined): Promise<readonly { readonly id: string }[]> {
  return queries.delete(authSession).where(which).returning({ id: authSession.id });
}
