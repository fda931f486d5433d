import { paths, REPLY_HEADER } from '@fieldsync/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { signInAtOffice, signOutAtOffice } from './office.ts';

const user = { id: 'u1', name: 'Amina Bukar', email: 'amina@example.org', role: 'ASSESSOR' };
const ours = { [REPLY_HEADER]: '1', 'content-type': 'application/json' };
const replies = new Map<string, () => Response | Promise<Response>>();
const asked: { path: string; body: unknown }[] = [];

beforeEach(() => {
  replies.clear();
  asked.length = 0;
  replies.set(paths.signIn, () => Response.json({}, { headers: ours }));
  replies.set(paths.session, () => Response.json({ success: true, data: { user } }, { headers: ours }));
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, body: init.body });
    const reply = replies.get(path);
    if (reply === undefined) throw new TypeError('Failed to fetch');
    return reply();
  });
  vi.stubGlobal('navigator', { onLine: true });
});

const refused = (status: number, headers: Record<string, string> = {}) =>
  replies.set(paths.signIn, () => Response.json({}, { status, headers: { ...ours, ...headers } }));

describe('signing in', () => {
  it('answers who the cookie belongs to, as the office says it', async () => {
    expect(await signInAtOffice('amina@example.org', 'secret')).toEqual({ ok: true, account: user });
    expect(asked.map((each) => each.path)).toEqual([paths.signIn, paths.session]);
  });

  it('tells a wrong password from an office that is not well', async () => {
    refused(401);
    expect(await signInAtOffice('a@b.c', 'x')).toEqual({ ok: false, reason: 'wrong' });
    refused(500);
    expect(await signInAtOffice('a@b.c', 'x')).toEqual({ ok: false, reason: 'silent' });
    refused(403);
    expect(await signInAtOffice('a@b.c', 'x')).toEqual({ ok: false, reason: 'silent' });
  });

  it('says how long to wait after too many tries', async () => {
    refused(429, { 'retry-after': '30' });
    expect(await signInAtOffice('a@b.c', 'x')).toEqual({ ok: false, reason: 'busy', afterMs: 30_000 });
  });

  it('takes no portal for the office, even when it answers 200', async () => {
    replies.set(paths.signIn, () => new Response('<html>Welcome to Hotel Wi-Fi</html>'));
    expect(await signInAtOffice('a@b.c', 'x')).toEqual({ ok: false, reason: 'portal' });
  });

  it('tells no signal from an office that does not answer', async () => {
    replies.delete(paths.signIn);
    expect(await signInAtOffice('a@b.c', 'x')).toEqual({ ok: false, reason: 'silent' });
    vi.stubGlobal('navigator', { onLine: false });
    expect(await signInAtOffice('a@b.c', 'x')).toEqual({ ok: false, reason: 'offline' });
  });

  it('believes no account in a reply that is not of the agreed form', async () => {
    replies.set(paths.session, () => Response.json({ user }, { headers: ours }));
    expect(await signInAtOffice('a@b.c', 'x')).toEqual({ ok: false, reason: 'silent' });
  });
});

describe('signing out', () => {
  it('is done when the office said so, or knew of no session', async () => {
    replies.set(paths.signOut, () => Response.json({}, { headers: ours }));
    expect(await signOutAtOffice()).toBe(true);
    replies.set(paths.signOut, () => Response.json({}, { status: 401, headers: ours }));
    expect(await signOutAtOffice()).toBe(true);
  });

  it('is not done without the office: only it can take the cookie back', async () => {
    expect(await signOutAtOffice()).toBe(false);
  });
});
