import type { Role, UserId } from '@fieldsync/protocol';

/** Who asks. Comes from the session, never from a body. */
export interface Actor {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** Coordinators and administrators see every record and device; field workers see their own [R3]. */
export function seesEverything(actor: Pick<Actor, 'role'>): boolean {
  return actor.role === 'COORDINATOR' || actor.role === 'ADMIN';
}

/** What stands in place of the email of a person who was erased. It cannot be signed in with: the account has no password. */
export const erasedEmail = (id: string): string => `erased-${id}@invalid`;

/**
 * A person who was erased, by a phone that was signed in before. It may hear that their records are gone, so that it drops its
 * copies, and nothing else.
 */
export function isErased({ id, email }: Pick<Actor, 'id' | 'email'>): boolean {
  return email === erasedEmail(id);
}
