import { roleSchema, userIdSchema } from '@fieldsync/protocol';
import { z } from 'zod';

/**
 * Who works on this phone. Kept so that recording goes on with no signal: a name, a role and an id, never a
 * credential. Whether the office still accepts the session is known only when it answers [X1].
 */
export const accountSchema = z.object({
  id: userIdSchema,
  name: z.string(),
  email: z.string(),
  role: roleSchema,
});
export type Account = z.infer<typeof accountSchema>;

/** Reads what was kept; anything else than an account, such as a half-written or older form, is no account. */
export function parseAccount(text: string | null): Account | undefined {
  if (text === null) return undefined;
  try {
    const parsed = accountSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
