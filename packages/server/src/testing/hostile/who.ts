import type { Role } from '@fieldsync/protocol';

/** `nobody` has no session, `forged` one that is none. */
export type Who = Role | 'nobody' | 'forged';
