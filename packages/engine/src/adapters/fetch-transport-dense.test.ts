import {
  CODER_HEADER,
  DENSE_TYPE,
  REPLY_HEADER,
  TIMING_HEADER,
  type DeviceId,
  type ExchangeRequest,
} from '@fieldsync/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { operationOf } from '../operation-of.ts';
import { buildItem, testId } from '../testing/build-item.ts';
import { ScriptedCoding } from '../testing/scripted-coding.ts';
import { FetchTransport } from './fetch-transport.ts';

/** With something to carry: its form matters. */
const request = (number: number): ExchangeRequest => ({
  v: 1,
  device: testId(7, number) as DeviceId,
  cursor: `e.${String(number)}`,
  config: 0,
  operations: Array.from({ length: 3 }, (_, at) => operationOf(buildItem(at))),
});
const REPLY = { cursor: 'e.1', now: '2026-11-20T09:30:00.000Z' };
const SUCCESS = { success: true, data: REPLY };
const refusal = (code: string) => ({ success: false, error: { code, message: code } });

interface Sent {
  readonly type: string | null;
  readonly accept: string | null;
  readonly text: string;
}

/** An office that notes what comes and says what it is told to. */
class Office {
  readonly sent: Sent[] = [];
  readonly #answers: (() => Promise<Response>)[] = [];

  constructor() {
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
      const headers = new Headers(init.headers);
      this.sent.push({
        type: headers.get('content-type'),
        accept: headers.get('accept'),
        text: new TextDecoder().decode(init.body as Uint8Array),
      });
      return (this.#answers.shift() ?? (() => Promise.resolve(answer(SUCCESS))))();
    });
  }

  get texts(): string[] {
    return this.sent.map(({ type, text }) => (type === DENSE_TYPE ? text : 'json'));
  }

  answers(...answers: (() => Promise<Response>)[]): void {
    this.#answers.push(...answers);
  }
}

function answer(body: unknown, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { [REPLY_HEADER]: '1', ...headers } });
}

const saying =
  (body: unknown, headers?: Record<string, string>, status?: number): (() => Promise<Response>) =>
  () =>
    Promise.resolve(answer(body, headers, status));
const lost = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));

let coding: ScriptedCoding;
let office: Office;
let transport: FetchTransport;
const exchange = (number: number, goodputBytesPerSecond = 15_000) =>
  transport.exchange(request(number), {
    signal: new AbortController().signal,
    timeoutMs: 1_000,
    goodputBytesPerSecond,
  });

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true });
  coding = new ScriptedCoding();
  office = new Office();
  transport = new FetchTransport('https://office.test', '1.2.3', coding);
});

describe('a request', () => {
  it('goes dense, on one chain, in the order of the calls', async () => {
    let open = (): void => undefined;
    coding.gate = new Promise((resolve) => (open = resolve));
    const all = Promise.all([exchange(1), exchange(2), exchange(3)]);
    open();
    const results = await all;
    expect(office.texts).toEqual(['mixing 1 0', 'mixing 1 1', 'mixing 1 2']);
    expect(coding.encoded.map(({ json }) => JSON.parse(json) as unknown)).toEqual([1, 2, 3].map(request));
    expect(results.map(({ ok, figures }) => [ok, figures.coder])).toEqual(Array(3).fill([true, 'mixing']));
    expect(results[0]?.figures).toMatchObject({ rawBytes: JSON.stringify(request(1)).length, upBytes: 10 });
  });

  it('[P2] is left as JSON when it has nothing to say', async () => {
    const { operations, ...idle } = request(1);
    expect(operations).toHaveLength(3);
    await transport.exchange(idle, { signal: new AbortController().signal, timeoutMs: 1_000 });
    expect(coding.encoded).toEqual([]);
    expect(office.sent[0]?.text).toBe(JSON.stringify(idle));
  });

  it('is gzipped JSON where work is dearer than bytes', async () => {
    await exchange(1, 50_000_000);
    expect(office.texts).toEqual(['json']);
  });

  it.each(['UNSUPPORTED_ENCODING', 'MALFORMED', 'TOO_LARGE'])(
    '[S5] answered %s goes again as JSON at once, and the next chain needs nothing from before',
    async (code) => {
      await exchange(1);
      office.answers(saying(refusal(code), {}, 415));
      const result = await exchange(2);
      expect(result).toMatchObject({ ok: true, figures: { coder: 'json' } });
      await exchange(3);
      expect(office.texts).toEqual(['mixing 1 0', 'mixing 1 1', 'json', 'mixing 2 2']);
    },
  );

  it('counts the bytes of both tries', async () => {
    office.answers(saying(refusal('UNSUPPORTED_ENCODING'), {}, 415));
    const { figures } = await exchange(1);
    const json = (await exchange(2)).figures.upBytes;
    expect(figures.upBytes).toBe('mixing 1 0'.length + json);
  });

  it('a server that cannot read even the first of a chain gets JSON from then on', async () => {
    office.answers(saying(refusal('MALFORMED'), {}, 400));
    await exchange(1);
    await exchange(2);
    expect(office.texts).toEqual(['mixing 1 0', 'json', 'json']);
  });

  it('is JSON for a server that is busy, and dense again when it is not', async () => {
    office.answers(saying(refusal('UNSUPPORTED_ENCODING'), { [CODER_HEADER]: 'json' }, 415));
    office.answers(
      saying(SUCCESS, { [CODER_HEADER]: 'json' }),
      saying(SUCCESS, { [CODER_HEADER]: 'columns' }),
    );
    for (const number of [1, 2, 3, 4]) await exchange(number);
    expect(office.texts).toEqual(['mixing 1 0', 'json', 'json', 'columns 2 1', 'mixing 3 2']);
  });

  it.each<[string, () => Promise<Response>]>([
    ['lost on the way', lost],
    ['answered by a portal', () => Promise.resolve(new Response('Welcome'))],
    ['turned away', saying(refusal('SIGNED_OUT'), {}, 401)],
    ['answered with a failure', saying(refusal('INTERNAL'), {}, 500)],
    ['answered with half a reply', () => Promise.resolve(answer('{"success"'))],
  ])('[S1] that is %s ends the chain: the server may have read it or not', async (_, outcome) => {
    await exchange(1);
    office.answers(outcome);
    expect(await exchange(2)).toMatchObject({ ok: false });
    await exchange(3);
    expect(office.texts).toEqual(['mixing 1 0', 'mixing 1 1', 'mixing 2 2']);
  });

  it('that was being encoded when its chain ended goes as JSON', async () => {
    let open = (): void => undefined;
    office.answers(lost);
    const first = exchange(1);
    coding.gate = new Promise((resolve) => (open = resolve));
    const second = exchange(2);
    expect(await first).toMatchObject({ ok: false });
    open();
    expect(await second).toMatchObject({ ok: true, figures: { coder: 'json' } });
    await exchange(3);
    expect(office.texts).toEqual(['mixing 1 0', 'json', 'mixing 2 2']);
  });

  it('that cannot be encoded goes as JSON', async () => {
    coding.broken = true;
    expect(await exchange(1)).toMatchObject({ ok: true, figures: { coder: 'json' } });
  });

  it('leaves the coder of the chain when the link has become much better', async () => {
    await exchange(1);
    await exchange(2, 400_000);
    expect(office.texts).toEqual(['mixing 1 0', 'columns 2 1']);
  });
});

describe('a reply', () => {
  it('[P2] is not wanted dense by a phone that has sent nothing yet: its codec may sleep on', async () => {
    const { operations, ...idle } = request(1);
    const ask = () => transport.exchange(idle, { signal: new AbortController().signal, timeoutMs: 1_000 });
    await ask();
    await exchange(2);
    await ask();
    expect(operations).toHaveLength(3);
    expect(office.sent.map(({ accept }) => accept?.includes(DENSE_TYPE))).toEqual([false, true, true]);
  });

  it('is taken in the dense form', async () => {
    office.answers(saying(SUCCESS, { 'content-type': DENSE_TYPE }));
    expect(await exchange(1)).toMatchObject({ ok: true, reply: REPLY });
    expect(office.sent[0]?.accept).toContain(DENSE_TYPE);
  });

  it('[P3] is not wanted dense any more when there is no thread left to read it', async () => {
    await exchange(1);
    coding.coders = [];
    await exchange(2);
    expect(office.texts).toEqual(['mixing 1 0', 'json']);
    expect(office.sent[1]?.accept).not.toContain(DENSE_TYPE);
  });

  it('[S7] in the dense form that cannot be read acknowledges nothing, and is asked for once more as JSON', async () => {
    office.answers(() =>
      Promise.resolve(
        new Response('garbage', { headers: { [REPLY_HEADER]: '1', 'content-type': DENSE_TYPE } }),
      ),
    );
    expect(await exchange(1)).toMatchObject({ ok: true, reply: REPLY });
    expect(office.texts).toEqual(['mixing 1 0', 'json']);
    expect(office.sent.map(({ accept }) => accept?.includes(DENSE_TYPE))).toEqual([true, false]);
    await exchange(2);
    expect(office.sent[2]?.accept).not.toContain(DENSE_TYPE);
  });

  it('says how long the office was at work', async () => {
    office.answers(saying(SUCCESS, { [TIMING_HEADER]: 'o;dur=87' }));
    office.answers(saying(SUCCESS, { [TIMING_HEADER]: 'office;dur=120' }));
    expect((await exchange(1)).figures.officeMs).toBe(87);
    expect((await exchange(2)).figures.officeMs).toBe(120);
    expect((await exchange(3)).figures.officeMs).toBeUndefined();
  });

  it('wants dense replies where records leave dense, also without records, and no longer once they leave as JSON', async () => {
    const accepts = (): boolean => office.sent.at(-1)?.accept?.includes(DENSE_TYPE) === true;
    const poll = async (): Promise<boolean> => {
      const { operations, ...idle } = request(1);
      expect(operations).toHaveLength(3);
      await transport.exchange(idle, { signal: new AbortController().signal, timeoutMs: 1_000 });
      return accepts();
    };
    expect(await poll()).toBe(false);
    await exchange(1);
    expect([accepts(), await poll()]).toEqual([true, true]);
    await exchange(2, 50_000_000);
    expect([office.texts.at(-1), accepts(), await poll()]).toEqual(['json', false, false]);
  });
});
