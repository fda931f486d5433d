import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Queries } from '../database.ts';

/** An account as its row has it, and the end of its session. */
interface Found extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly deactivatedAt: unknown;
  /** Id of the session. */
  readonly session: string;
  /** ms since 1970. */
  readonly ends: number;
}

/** Phones of a large office. What is forgotten is checked by the library again. */
const MOST = 10_000;
/** Ours is about 120 characters. Whoever adds more of their own to it takes no more memory here. */
const LONGEST_COOKIE = 512;

/**
 * Cookies whose signature the accounts library has checked in this process, with the session that each names. Whether that
 * session still is one is read from the database every time, so that nothing outlives a sign-out; only the signature is taken on
 * trust, and the library's way to it, which cost as much as judging a hundred records.
 */
export class KnownSessions {
  readonly #queries: Queries;
  readonly #tokens = new Map<string, string>();
  readonly #restMs: number;

  /** @param restMs how much of a session must be left: one that has less the library moves on, or ends */
  constructor(queries: Queries, restMs: number) {
    this.#queries = queries;
    this.#restMs = restMs;
  }

  /** @param token of the session that the library found by this cookie */
  note(cookie: string, token: string): void {
    if (cookie.length > LONGEST_COOKIE) return;
    this.#tokens.set(cookie, token);
    for (const oldest of this.#tokens.keys()) {
      if (this.#tokens.size <= MOST) break;
      this.#tokens.delete(oldest);
    }
  }

  /** The account that is signed in by this cookie; undefined: ask the library. */
  async find(cookie: string): Promise<Found | undefined> {
    const token = this.#tokens.get(cookie);
    if (token === undefined) return undefined;
    const { rows } = await this.#queries.execute<Found>(byToken(token));
    const [found] = rows;
    if (found !== undefined && found.ends - this.#restMs > Date.now()) return found;
    this.#tokens.delete(cookie);
    return undefined;
  }
}

const byToken = (token: string): SQL => sql`
  select auth_user.id, name, email, role, deactivated_at as "deactivatedAt", auth_session.id as session, (extract(epoch from expires_at) * 1000)::float8 as ends
  from auth_session join auth_user on auth_user.id = user_id where token = ${token}`;
