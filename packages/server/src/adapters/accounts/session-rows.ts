import type { Role, UserId } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { isErased } from '../../accounts/actor.ts';
import type { SessionLimits, SessionTimes } from '../../core/session-end.ts';
import { isWorthNoting, limitOf, sessionEnd } from '../../core/session-end.ts';
import type { Queries } from '../database.ts';
import { keepsPlan } from '../drizzle/queries/keeps-plan.ts';

/** A session with its account. Times are ms since 1970. */
export interface SessionRow extends Record<string, unknown>, SessionTimes {
  /** Its id. */
  readonly session: string;
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly deactivatedAt: unknown;
  /** As it was last written down. */
  readonly endsAt: number;
}

/** Sessions as the database has them, and when they end. */
export class SessionRows {
  readonly #queries: Queries;
  readonly #limits: SessionLimits;

  constructor(queries: Queries, limits: SessionLimits) {
    this.#queries = queries;
    this.#limits = limits;
  }

  /**
   * The session of this token, when it has not ended.
   * @param use whether this is a use of it, which moves its idle end
   */
  async find(token: string, now: number, use: boolean): Promise<SessionRow | undefined> {
    const { rows } = await this.#queries.execute<SessionRow>(
      sql`${keepsPlan} ${SELECT} where s.token = ${token}`,
    );
    const [row] = rows;
    if (row === undefined || endOf(row, this.#limits) <= now) return undefined;
    const limit = limitOf(row.role, this.#limits);
    // The phone of somebody who was erased is to hear of it: that session ends when it was written that it ends.
    if (use && !isErased(row) && isWorthNoting(row.usedAt, now, limit)) {
      const ends = sessionEnd({ signedInAt: row.signedInAt, usedAt: now }, limit);
      await this.#queries.execute(sql`
        update auth_session set updated_at = ${instant(now)}, expires_at = ${instant(ends)} where token = ${token}`);
    }
    return row;
  }

  /** When one that begins now would end. */
  async firstEnd(userId: string): Promise<Date> {
    const now = Date.now();
    const { rows } = await this.#queries.execute<{ role: Role }>(
      sql`select role from auth_user where id = ${userId}`,
    );
    const [row] = rows;
    const limit = limitOf(row?.role ?? 'ADMIN', this.#limits);
    return new Date(sessionEnd({ signedInAt: now, usedAt: now }, limit));
  }
}

/**
 * By the limits as they are now, so that one that is set lower counts for sessions that are there. Never later than what was written
 * down.
 */
export function endOf(row: SessionRow, limits: SessionLimits): number {
  return isErased(row) ? row.endsAt : Math.min(row.endsAt, sessionEnd(row, limitOf(row.role, limits)));
}

const instant = (ms: number): SQL => sql`${new Date(ms).toISOString()}::timestamptz`;
const ms = (column: string): SQL => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

const SELECT = sql`
  select s.id as session, u.id, u.name, u.email, u.role, u.deactivated_at as "deactivatedAt",
    ${ms('s.created_at')} as "signedInAt", ${ms('s.updated_at')} as "usedAt", ${ms('s.expires_at')} as "endsAt"
  from auth_session s join auth_user u on u.id = s.user_id`;
