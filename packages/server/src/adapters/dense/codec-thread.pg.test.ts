import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildChild } from '../../testing/spawn-child.ts';
import { CODEC_THREAD_BOUNDS, CodecThread } from './codec-thread.ts';

const [ANSWER, THROW, EXIT, HANG, EAT] = [0, 1, 2, 3, 4].map((order) => Uint8Array.of(order));

describe('the codec thread', () => {
  let program: string;
  const stop = new AbortController();
  const losses: unknown[] = [];
  const open = (bounds: Partial<typeof CODEC_THREAD_BOUNDS> = {}): CodecThread => {
    const thread = new CodecThread(program, (error) => losses.push(error), {
      ...CODEC_THREAD_BOUNDS,
      restMs: 0,
      ...bounds,
    });
    void thread.run(stop.signal);
    return thread;
  };
  const decode = (thread: CodecThread, frame: Uint8Array | undefined): Promise<unknown> =>
    thread.decode('amina', frame ?? new Uint8Array()).then((decoded) => (decoded.ok ? 'ok' : decoded.reason));

  beforeAll(async () => {
    program = await buildChild('failing-codec-thread');
    return () => {
      stop.abort();
    };
  });
  afterEach(() => {
    losses.length = 0;
  });

  it.each([
    ['throws', THROW, /as ordered/],
    ['ends', EXIT, /ended with 3/],
    ['hangs', HANG, /longer than 200 ms/],
    ['eats memory', EAT, /memory limit/],
  ])('[S5] that %s fails who is waiting, and the next one finds a new thread', async (_, order, reason) => {
    const thread = open({ jobMs: order === HANG ? 200 : 30_000 });
    expect(await Promise.all([decode(thread, order), decode(thread, ANSWER)])).toEqual([
      'unavailable',
      'unavailable',
    ]);
    expect(losses.map(String)).toEqual([expect.stringMatching(reason)]);
    expect(await decode(thread, ANSWER)).toBe('ok');
    expect(thread.load()).toEqual({ available: true, jobs: 0, chains: 0.5 });
  });

  it('[S5] rests after it was lost, so that a message that kills it does not start one after the other', async () => {
    const thread = open({ restMs: 600_000 });
    expect(await decode(thread, THROW)).toBe('unavailable');
    expect(thread.load().available).toBe(false);
    expect(await decode(thread, ANSWER)).toBe('unavailable');
    expect(losses).toHaveLength(1);
  });

  it('[X4] takes only so much at once', async () => {
    const thread = open({ jobs: 2, bytes: 10 });
    const answers = [1, 2, 3, 4].map(() => decode(thread, ANSWER));
    expect(thread.load().jobs).toBe(3);
    expect(await Promise.all(answers)).toEqual(['ok', 'ok', 'busy', 'busy']);
    expect(await decode(thread, new Uint8Array(11))).toBe('busy');
  });

  it('leaves replies as they are while requests wait', async () => {
    const thread = open();
    const waiting = [decode(thread, ANSWER), decode(thread, ANSWER)];
    expect(await thread.encode('columns', '{}')).toBeUndefined();
    expect(await Promise.all(waiting)).toEqual(['ok', 'ok']);
  });

  it('ends with its service, and whoever waits is told', async () => {
    const ending = new AbortController();
    const thread = new CodecThread(program, (error) => losses.push(error));
    const running = thread.run(ending.signal);
    const waiting = decode(thread, HANG);
    ending.abort();
    expect(await waiting).toBe('unavailable');
    await running;
    expect(await decode(thread, ANSWER)).toBe('unavailable');
    expect(losses).toEqual([]);
  });
});
