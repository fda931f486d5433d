// @vitest-environment happy-dom
import type { Fieldsync } from '@fieldsync/engine';
import { paths, REPLY_HEADER, type OwnAccount } from '@fieldsync/protocol';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepAccount } from '../session/account-store.ts';
import { accountSchema } from '../session/account.ts';
import { EngineContext } from '../sync/engine-context.ts';
import { sampleState } from '../testing/samples.ts';
import { en } from '../words/en.ts';
import { AccountScreen } from './account-screen.tsx';

const say = en.account;
const user = accountSchema.parse({ id: 'u1', name: 'Amina', email: 'amina@example.org', role: 'ASSESSOR' });
const NOW = '2026-11-27T10:00:00.000Z';
const answer: OwnAccount = { user, areas: [], sessions: [] };
/** What the office answers to who asks for the account. */
let account: () => Response;
let asked = 0;

const reply = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { [REPLY_HEADER]: '1' } });

beforeEach(() => {
  asked = 0;
  account = () => reply({ success: true, data: answer });
  keepAccount(user);
  vi.stubGlobal('fetch', async (path: string) => {
    if (path === paths.changePassword) return reply({ success: true, data: {} });
    asked += 1;
    return account();
  });
});
afterEach(cleanup);

/** The page on a phone whose sending is refused as often as it is said here, each time it goes on. */
function open({ refusals, owner = 'u1' }: { refusals: number; owner?: string }) {
  const wentOn = vi.fn();
  let pause: () => void = () => undefined;
  function Phone() {
    const [left, setLeft] = useState(refusals);
    const [isPaused, setPaused] = useState(false);
    pause = () => setPaused(true);
    useEffect(() => {
      if (isPaused || left === 0) return;
      setPaused(true);
      setLeft(left - 1);
    }, [isPaused, left]);
    const engine = {
      account: owner,
      signedIn: async () => {
        wentOn();
        setPaused(false);
      },
    };
    const state = sampleState({ pauses: isPaused ? [{ reason: 'auth', since: 0 }] : [] });
    return (
      <EngineContext value={{ engine: engine as unknown as Fieldsync, failed: false, state }}>
        <AccountScreen />
      </EngineContext>
    );
  }
  render(<Phone />);
  return { wentOn, pause: () => act(() => pause()) };
}

/** Asks once more, and waits for what the office says then. */
async function lookAgain(): Promise<void> {
  const place = {
    signedInAt: NOW,
    lastUsedAt: NOW,
    endsAt: NOW,
    endsAtLatest: NOW,
    userAgent: '',
    address: '',
  };
  const sessions = [true, false].map((current) => ({ ...place, id: String(current), current }));
  account = () => reply({ success: true, data: { ...answer, sessions } });
  act(() => void dispatchEvent(new Event('online')));
  await screen.findByText(say.alsoElsewhere(1));
}

describe('the account page of a phone whose sending waits for a sign-in', () => {
  it('goes on, when the office says that it is signed in', async () => {
    const { wentOn } = open({ refusals: 1 });
    await waitFor(() => expect(wentOn).toHaveBeenCalledTimes(1));
  });

  it('[P2] does not go on and on, when sending is refused for something else', async () => {
    const { wentOn } = open({ refusals: 100 });
    await waitFor(() => expect(wentOn).toHaveBeenCalledTimes(1));
    await lookAgain();
    expect(wentOn).toHaveBeenCalledTimes(1);
    expect(asked).toBeLessThan(6);
  });

  it('does not go on for another account than that of the phone, nor where it is signed out', async () => {
    const other = open({ refusals: 1, owner: 'u2' });
    await lookAgain();
    expect(other.wentOn).not.toHaveBeenCalled();
    cleanup();
    account = () => reply({ success: false, error: { code: 'SIGNED_OUT', message: 'Sign in first.' } }, 401);
    const out = open({ refusals: 1 });
    await screen.findAllByText(say.signedOut);
    expect(out.wentOn).not.toHaveBeenCalled();
  });

  it('goes on after a new password, also when what was under way is refused only then', async () => {
    const { wentOn, pause } = open({ refusals: 0 });
    await screen.findByText(say.onlyHere);
    const type = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    type(say.present, 'amina-in-bama');
    type(say.next, 'long enough for this');
    type(say.again, 'long enough for this');
    fireEvent.click(screen.getByRole('button', { name: say.change }));
    await screen.findByText(say.changed);
    expect(wentOn).not.toHaveBeenCalled();
    pause();
    await waitFor(() => expect(wentOn).toHaveBeenCalledTimes(1));
  });
});
