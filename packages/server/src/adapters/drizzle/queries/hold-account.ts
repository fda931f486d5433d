import type { UserId } from '@fieldsync/protocol';
import { eq } from 'drizzle-orm';
import type { AccountOutcome } from '../../../account-ports.ts';
import { isErased } from '../../../accounts/actor.ts';
import type { Queries } from '../../database.ts';
import { authUser } from '../schema/index.ts';

/**
 * Holds an account to the end of the transaction, so that of two who change it at once the second sees what the first did: also an
 * erasure, which would otherwise come in between.
 */
export async function holdAccount(queries: Queries, id: UserId): Promise<AccountOutcome> {
  const [account] = await queries
    .select({ email: authUser.email })
    .from(authUser)
    .where(eq(authUser.id, id))
    .for('update');
  if (account === undefined) return 'missing';
  return isErased({ id, email: account.email }) ? 'erased' : 'done';
}
