import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { PersonPart } from '../../../privacy-ports.ts';

/**
 * What is held of a person, kind by kind: `row` as it goes out, `key` by which pages follow one another. Columns are named and not
 * taken whole: a secret that is added to a table later must not go out with the rest.
 */
export function personQuery(part: PersonPart, user: string): SQL {
  switch (part) {
    case 'account':
      return sql`select u.id::text as key, jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'role', u.role,
          'createdAt', u.created_at, 'updatedAt', u.updated_at, 'deactivatedAt', u.deactivated_at,
          'authenticatorAppSince', (select confirmed_at from second_factors where user_id = u.id),
          'areas', (select jsonb_agg(area order by area) from account_areas where user_id = u.id and since is not null), 'signsInBy', (select jsonb_agg(jsonb_build_object(
            'kind', a.provider_id, 'since', a.created_at, 'passwordChangedAt', a.updated_at)) from auth_account a where a.user_id = u.id)) as row
        from auth_user u where u.id = ${user}`;
    case 'sign-ins':
      return sql`select id::text as key, jsonb_build_object('begunAt', created_at, 'usedAt', updated_at, 'endsAt', expires_at, 'codeGivenAt', code_at,
          'address', ip_address, 'browser', user_agent) as row from auth_session where user_id = ${user}`;
    case 'phones':
      return sql`select id::text as key, jsonb_build_object('id', id, 'firstSeen', first_seen, 'lastSeen', last_seen,
          'report', heartbeat, 'reportedAt', heartbeat_at, 'clockSkewMs', clock_skew_ms, 'heardUpTo', feed_position, 'heldCriticalRecords', (select jsonb_agg(
            jsonb_build_object('since', a.since, 'beganAt', a.began_at, 'endedAt', a.ended_at)) from critical_alerts a
            where a.device_id = devices.id)) as row from devices where user_id = ${user}`;
    case 'commands':
      return sql`select c.id::text as key, to_jsonb(c) as row from commands c
        where c.device_id in (select id from devices where user_id = ${user}) or c.created_by = ${user}`;
    case 'records':
      return sql`select id::text as key, jsonb_build_object('id', id, 'kind', type, 'version', version, 'answers', data,
          'deleted', deleted, 'savedOnPhoneAt', captured_at, 'receivedAt', received_at, 'changedAt', changed_at, 'score', score,
          'chosenPriority', choice, 'scoreSetByHand', score_override) as row from records where created_by = ${user}`;
    case 'records-changed':
      return sql`select id::text as key, jsonb_build_object('id', id, 'kind', type, 'changedAt', changed_at) as row
        from records where updated_by = ${user} and created_by <> ${user}`;
    case 'operations':
      return sql`select id::text as key, jsonb_build_object('id', id, 'record', record_id, 'action', action, 'phone', device_id,
          'verdict', verdict, 'receivedAt', received_at) as row from operations where actor_id = ${user}`;
    case 'two-versions':
      return sql`select id::text as key, jsonb_build_object('id', id, 'record', record_id, 'kind', kind, 'answers', fields,
          'status', status, 'createdAt', created_at, 'theirEdit', actor_id = ${user}, 'decidedByThem', coalesce(resolved_by = ${user}, false),
          'decidedAt', resolved_at, 'decision', resolution) as row
        from conflicts where actor_id = ${user} or resolved_by = ${user}`;
    case 'consents':
      return sql`select lpad(seq::text, 20, '0') as key, jsonb_build_object('kind', kind, 'agreed', agreed, 'text', text,
          'textVersion', text_version, 'chosenAt', chosen_at, 'receivedAt', received_at) as row from consents where user_id = ${user}`;
    case 'audit':
      return sql`select lpad(seq::text, 20, '0') as key, jsonb_build_object('at', at, 'byThem', actor = ${user}, 'act', act,
          'subject', subject, 'detail', detail) as row from audit_log
        where actor = ${user} or subject = ${user} or subject = (select email from auth_user where id = ${user})`;
    case 'rules':
      return sql`select id as key, to_jsonb(r) as row from priority_rules r where created_by = ${user}`;
    case 'webhooks':
      return sql`select id::text as key, jsonb_build_object('url', url, 'events', events, 'createdAt', created_at) as row
        from webhooks where created_by = ${user}`;
  }
}
