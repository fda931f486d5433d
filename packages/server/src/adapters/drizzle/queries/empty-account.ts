import type { ErasureRequest } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { erasedEmail } from '../../../accounts/actor.ts';
import type { Queries } from '../../database.ts';
import { assignAreas } from './assign-areas.ts';
import { ownPosition } from './feed-position.ts';

/** Shown wherever a name stood. */
const ERASED_NAME = 'Erased person';

/**
 * Everything that says who an account was. The row stays, without a name or a password: what it made or decided must
 * still be somebody's, and its phones must not become another's.
 */
export async function emptyAccount(
  queries: Queries,
  user: string,
  records: ErasureRequest['records'],
): Promise<void> {
  // Before the sessions, in the order in which a code takes the two.
  await queries.execute(sql`delete from second_factors where user_id = ${user}`);
  // Where records go, phones that are signed in must hear of it, and may do nothing else: see `isErased`.
  // However long that takes, as far as a browser keeps a cookie: nobody can sign in again.
  if (records === 'delete')
    await queries.execute(sql`
      update auth_session set ip_address = null, user_agent = null,
        expires_at = case when expires_at > now() then now() + interval '400 days' else expires_at end where user_id = ${user}`);
  else await queries.execute(sql`delete from auth_session where user_id = ${user}`);
  await queries.execute(sql`delete from auth_account where user_id = ${user}`);
  await queries.execute(sql`
    delete from auth_verification where identifier in (select email from auth_user where id = ${user}) or value = ${user}`);
  await forgetPhones(queries, user);
  // Of others' records their phones are told that they go, and nothing new.
  await assignAreas(queries, user, []);
  await queries.execute(sql`delete from consents where user_id = ${user}`);
  await queries.execute(sql`update recalculation set started_by = ${ERASED_NAME}
    where started_by in (select name from auth_user where id = ${user})`);
  await queries.execute(sql`
    update awaited_overrides set override = jsonb_set(override, '{coordinatorName}', to_jsonb(${ERASED_NAME}::text))
    where override->>'coordinatorId' = ${user}`);
  await queries.execute(sql`
    update auth_user set name = ${ERASED_NAME}, email = ${erasedEmail(user)}, image = null, email_verified = false,
      updated_at = now() where id = ${user}`);
}

/**
 * What was asked of their phones and what these said, with what follows from it, or an alert about one would stand for ever. Once more
 * at the end of an erasure: a request may have been under way at its beginning.
 */
export async function forgetPhones(queries: Queries, user: string): Promise<void> {
  await queries.execute(sql`
    delete from commands where created_by = ${user} or device_id in (select id from devices where user_id = ${user})`);
  await queries.execute(sql`
    update devices set heartbeat = null, heartbeat_at = null, clock_skew_ms = null, attention = 2, oldest_critical_at = null,
      held = false, needs_person = false where user_id = ${user}`);
}

/** The next records that a person made and whose contents are here. */
export async function recordsToWipe(
  queries: Queries,
  user: string,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await queries.execute<{ id: string }>(sql`
    select id from records where created_by = ${user} and not (deleted and data = '{}') order by id limit ${limit} for update`);
  return rows.map(({ id }) => id);
}

/**
 * Scores that the person set by hand keep their reason, without the name. Phones hold them, too, so each record gets a new place in
 * the feed. At most once in a transaction, as `writeScores`. @returns how many
 */
export async function unnameOverrides(queries: Queries, user: string, limit: number): Promise<number> {
  const { rows } = await queries.execute(sql`
    update records set score_override = jsonb_set(score_override, '{coordinatorName}', to_jsonb(${ERASED_NAME}::text)),
      known_to = null, cursor = t.position, score_cursor = t.position
    from (select named.id, ${ownPosition} + row_number() over (order by named.id) as position from feed, (
      select id from records where score_override->>'coordinatorId' = ${user} and score_override->>'coordinatorName' <> ${ERASED_NAME}
      order by id limit ${limit} for update) named) t
    where records.id = t.id returning records.id`);
  return rows.length;
}
