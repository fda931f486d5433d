import type { Action } from '@fieldsync/protocol';
import type { Actor } from './batch.ts';

/**
 * Who may change what. Anyone signed in may create; a record is changed by the person who made it, and by the office.
 * `record` is the record as it is, undefined when it is about to be created.
 */
export function may(
  actor: Actor,
  action: Action,
  record: { readonly createdBy: string } | undefined,
): boolean {
  switch (actor.role) {
    case 'COORDINATOR':
    case 'ADMIN':
      return true;
    case 'ASSESSOR':
    case 'RESPONDER':
      return action === 'CREATE' || record?.createdBy === actor.id;
  }
}

/** Who may decide between two versions, and change such a decision [K2]. */
export function mayDecide(actor: Pick<Actor, 'role'>): boolean {
  return actor.role === 'COORDINATOR' || actor.role === 'ADMIN';
}
