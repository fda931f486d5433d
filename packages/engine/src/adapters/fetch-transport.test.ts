import {
  CLIENT_HEADER,
  REPLY_HEADER,
  type DeviceId,
  type ErrorCode,
  type ExchangeRequest,
} from '@fieldsync/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testId } from '../testing/build-item.ts';
import { ScriptedCoding } from '../testing/scripted-coding.ts';
import { FetchTransport } from './fetch-transport.ts';

const REQUEST: ExchangeRequest = { v: 1, device: testId(7, 1) as DeviceId, cursor: null, config: 0 };
const REPLY = { cursor: 'e.1', now: '2026-11-20T09:30:00.000Z' };
const OURS = { [REPLY_HEADER]: '1' };
const json = (status: number, body: unknown, headers: Record<string, string> = OURS): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

const transport = new FetchTransport('https://office.test', '1.2.3', new ScriptedCoding());
const options = () => ({ signal: new AbortController().signal, timeoutMs: 1_000 });
const answering = (response: () => Response | Promise<Response>) => {
  const asked = vi.fn<typeof fetch>(() => Promise.resolve(response()));
  vi.stubGlobal('fetch', asked);
  return asked;
};
const codeOf = async (response: () => Response | Promise<Response>): Promise<ErrorCode | 'ok'> => {
  answering(response);
  const result = await transport.exchange(REQUEST, options());
  return result.ok ? 'ok' : result.code;
};

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true });
});

describe('an exchange', () => {
  it('gives the reply of the office, and the bytes that crossed the wire', async () => {
    const asked = answering(() => json(200, { success: true, data: REPLY }));
    const result = await transport.exchange(REQUEST, options());
    expect(result).toMatchObject({ ok: true, reply: REPLY });
    expect(result.figures.rawBytes).toBe(JSON.stringify(REQUEST).length);
    expect(result.figures.upBytes).toBeGreaterThan(0);
    expect(result.figures.downBytes).toBeGreaterThan(0);
    const [url, init] = asked.mock.calls[0] ?? [];
    expect([url, init?.method, init?.redirect, init?.cache]).toEqual([
      'https://office.test/api/v1/sync',
      'POST',
      'manual',
      'no-store',
    ]);
    expect(new Headers(init?.headers).get(CLIENT_HEADER)).toBe('1.2.3');
  });

  it('[S7] a page without our header is a portal, whatever its status and whatever it says', async () => {
    for (const status of [200, 302, 401, 511])
      expect(await codeOf(() => json(status, { success: true, data: REPLY }, {}))).toBe('PORTAL');
  });

  it('[S7] a gateway that speaks for a dead office is no portal and no answer', async () => {
    for (const status of [502, 503, 504])
      expect(await codeOf(() => json(status, '<html>', {}))).toBe('UNREACHABLE');
  });

  it('[S7] a reply of ours that cannot be read acknowledges nothing', async () => {
    expect(await codeOf(() => json(200, '{"success":tru'))).toBe('BROKEN_REPLY');
    expect(await codeOf(() => json(200, { success: true, data: { now: REPLY.now } }))).toBe('BROKEN_REPLY');
    expect(await codeOf(() => json(500, ''))).toBe('BROKEN_REPLY');
  });

  it('an error of ours comes with its code, its message and when to come back', async () => {
    const error = { code: 'BUSY', message: 'many devices' };
    answering(() => json(429, { success: false, error }, { ...OURS, 'retry-after': '30' }));
    expect(await transport.exchange(REQUEST, options())).toMatchObject({
      ok: false,
      ...error,
      retryAfterMs: 30_000,
    });
    answering(() => json(429, { success: false, error: { ...error, retryAfterMs: 5_000 } }));
    expect(await transport.exchange(REQUEST, options())).toMatchObject({ retryAfterMs: 5_000 });
  });

  it('what the network does is a value, never an exception', async () => {
    expect(await codeOf(() => Promise.reject(new TypeError('Failed to fetch')))).toBe('UNREACHABLE');
    vi.stubGlobal('navigator', { onLine: false });
    const asked = answering(() => json(200, ''));
    expect(await transport.exchange(REQUEST, options())).toMatchObject({ code: 'OFFLINE' });
    expect(asked).not.toHaveBeenCalled();
  });

  it('a reply that does not come in time is a timeout, and what its caller cuts short is not', async () => {
    const hanging = (signal: AbortSignal | null | undefined): Promise<Response> =>
      new Promise((_, reject) => {
        const cut = (): void => {
          reject(new DOMException('aborted', 'AbortError'));
        };
        if (signal?.aborted === true) cut();
        signal?.addEventListener('abort', cut);
      });
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => hanging(init.signal));
    const late = await transport.exchange(REQUEST, { signal: new AbortController().signal, timeoutMs: 5 });
    expect(late).toMatchObject({ ok: false, code: 'TIMEOUT' });
    const stop = new AbortController();
    const cut = transport.exchange(REQUEST, { signal: stop.signal, timeoutMs: 60_000 });
    stop.abort();
    expect(await cut).toMatchObject({ ok: false, code: 'UNREACHABLE' });
  });
});

describe('a probe', () => {
  it('is answered only by our office', async () => {
    const ours = { success: true, data: { fieldsync: true, now: REPLY.now } };
    answering(() => json(200, ours));
    expect(await transport.probe(options())).toMatchObject({ ok: true });
    answering(() => json(200, ours, {}));
    expect(await transport.probe(options())).toEqual({ ok: false, code: 'PORTAL' });
    answering(() => json(200, 'Welcome to Hotel Bama'));
    expect(await transport.probe(options())).toEqual({ ok: false, code: 'UNREACHABLE' });
    answering(() => Promise.reject(new TypeError('no route')));
    expect(await transport.probe(options())).toEqual({ ok: false, code: 'UNREACHABLE' });
  });
});

describe('the connection', () => {
  const asked = async (
    response: () => Response | Promise<Response>,
    now: number,
  ): Promise<FetchTransport> => {
    const fresh = new FetchTransport('', '1', new ScriptedCoding());
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    expect(fresh.isCold()).toBe(true);
    answering(response);
    await fresh.exchange(REQUEST, options());
    return fresh;
  };
  const answer = () => json(200, { success: true, data: REPLY });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is there for a while after an answer', async () => {
    const used = await asked(answer, 50_000);
    expect(used.isCold()).toBe(false);
    vi.spyOn(performance, 'now').mockImplementation(() => 60_000);
    expect(used.isCold()).toBe(false);
    vi.spyOn(performance, 'now').mockImplementation(() => 60_001);
    expect(used.isCold()).toBe(true);
  });

  it('is gone with the network, and after a request that got no answer', async () => {
    const used = await asked(answer, 50_000);
    used.disconnected();
    expect(used.isCold()).toBe(true);
    const late = new FetchTransport('', '1', new ScriptedCoding());
    answering(() => {
      late.disconnected();
      return answer();
    });
    await late.exchange(REQUEST, options());
    expect(late.isCold()).toBe(true);
    const cut = await asked(answer, 50_000);
    answering(() => Promise.reject(new TypeError('cut')));
    await cut.exchange(REQUEST, options());
    expect(cut.isCold()).toBe(true);
  });

  it('[S1] carries nothing of a request that was made ahead and is not to leave', async () => {
    const fetched = answering(answer);
    const fresh = new FetchTransport('', '1', new ScriptedCoding());
    let leave: (leaves: boolean) => void = () => undefined;
    const made = new Promise<boolean>((resolve) => (leave = resolve));
    const encoded = vi.fn();
    const unsent = fresh.exchange(REQUEST, { ...options(), leave: made, encoded });
    await vi.waitUntil(() => encoded.mock.calls.length === 1);
    leave(false);
    expect(await unsent).toMatchObject({ ok: false, figures: { upBytes: 0 } });
    expect(fetched).not.toHaveBeenCalled();
    expect(await fresh.exchange(REQUEST, { ...options(), leave: Promise.resolve(true) })).toMatchObject({
      ok: true,
    });
  });
});
