import { eq } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import { authUser } from '../schema/index.ts';

export async function findAccountId(queries: Queries, email: string): Promise<string | undefined> {
  const [found] = await queries
    .select({ id: authUser.id })
    .from(authUser)
    .where(eq(authUser.email, email.trim().toLowerCase()));
  return found?.id;
}
