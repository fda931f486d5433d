import { envelopeSchema, paths, REPLY_HEADER, sessionSchema } from '@fieldsync/protocol';
import type { Account } from './account.ts';

/** Why the office could not be asked, or what it said no to. */
export type SignInRefusal =
  | { reason: 'wrong' }
  | { reason: 'offline' | 'portal' | 'silent' }
  /** Too many tries; ms until the next one is looked at. */
  | { reason: 'busy'; afterMs: number };

export type SignInResult = { ok: true; account: Account } | ({ ok: false } & SignInRefusal);

const patienceMs = 30_000;

/** A reply of the office, or why there is none. A captive portal's page does not carry our header. */
async function ask(path: string, init: RequestInit): Promise<Response | SignInRefusal> {
  try {
    const reply = await fetch(path, {
      ...init,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    });
    return reply.headers.has(REPLY_HEADER) ? reply : { reason: 'portal' };
  } catch {
    return { reason: navigator.onLine ? 'silent' : 'offline' };
  }
}

/** No such account and password, or a form that no account has. */
const wrong: ReadonlySet<number> = new Set([400, 401, 422]);

function refusalOf(status: number, retryAfter: string | null): SignInRefusal {
  if (status === 429) return { reason: 'busy', afterMs: (Number(retryAfter) || 60) * 1_000 };
  return wrong.has(status) ? { reason: 'wrong' } : { reason: 'silent' };
}

const sessionReply = envelopeSchema(sessionSchema);

/** Who the cookie of this browser belongs to. */
async function whoIsSignedIn(): Promise<SignInResult> {
  const reply = await ask(paths.session, { method: 'GET' });
  if (!(reply instanceof Response)) return { ok: false, ...reply };
  if (!reply.ok) return { ok: false, ...refusalOf(reply.status, reply.headers.get('retry-after')) };
  const parsed = sessionReply.safeParse(await reply.json().catch(() => undefined));
  return parsed.success && parsed.data.success
    ? { ok: true, account: parsed.data.data.user }
    : { ok: false, reason: 'silent' };
}

/** Signs in. The credential becomes a cookie that no script can read; only the account's name and role stay here. */
export async function signInAtOffice(email: string, password: string): Promise<SignInResult> {
  const reply = await ask(paths.signIn, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password, rememberMe: true }),
  });
  if (!(reply instanceof Response)) return { ok: false, ...reply };
  // Its account is asked for below. A body that nobody reads keeps the connection for itself.
  await reply.body?.cancel();
  if (!reply.ok) return { ok: false, ...refusalOf(reply.status, reply.headers.get('retry-after')) };
  return whoIsSignedIn();
}

/** Ends the session at the office, which is the only one who can take the cookie back. False: it did not answer. */
export async function signOutAtOffice(): Promise<boolean> {
  const reply = await ask(paths.signOut, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  // 401: the session was over already.
  return reply instanceof Response && (reply.ok || reply.status === 401);
}
