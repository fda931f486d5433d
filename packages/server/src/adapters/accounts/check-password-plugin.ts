import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { z } from 'zod';

const body = z.object({ email: z.email().max(254), password: z.string().min(1).max(128) });

/**
 * Whether a password is right, without a session for who sends it with each request. In the library's router, because only
 * that limits the rate by address; reached by this server alone, which hands no address of the library on to the outside.
 */
export function checkPasswordPlugin() {
  return {
    id: 'check-password',
    endpoints: {
      checkPassword: createAuthEndpoint('/check-password', { method: 'POST', body }, async (context) => {
        const { internalAdapter, password: hasher } = context.context;
        const { email, password } = context.body;
        const found = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
        const hash = found?.accounts.find((account) => account.providerId === 'credential')?.password;
        if (found === null || hash === undefined || hash === null) {
          // As long as for a name that is an account's.
          await hasher.hash(password);
          throw new APIError('UNAUTHORIZED');
        }
        if (!(await hasher.verify({ hash, password }))) throw new APIError('UNAUTHORIZED');
        return context.json({ user: found.user, hash });
      }),
    },
  } satisfies BetterAuthPlugin;
}
