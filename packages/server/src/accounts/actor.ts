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
