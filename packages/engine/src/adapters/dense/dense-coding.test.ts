import { describe, expect, it } from 'vitest';
import { InProcessCodecPort } from '../../testing/codec-port.ts';
import { denseCodingContract } from '../../testing/dense-coding-contract.ts';
import { ScriptedCoding } from '../../testing/scripted-coding.ts';
import { InlineDenseCoding } from './inline-dense-coding.ts';
import { loadDenseSession } from './load-dense-session.ts';
import { WorkerDenseCoding } from './worker-dense-coding.ts';

const MESSAGE = { chain: 1, coder: 'columns', json: '{"v":1}' } as const;

describe('on the thread that asks', () => {
  denseCodingContract(() => new InlineDenseCoding(loadDenseSession, ['mixing', 'columns']));

  it('[P3] lets others have their turn between the steps of a large batch', async () => {
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 0);
    const turnsBeforeStep: number[] = [];
    function* steps(): Generator<undefined, Uint8Array, void> {
      for (let step = 0; step < 4; step += 1) {
        turnsBeforeStep.push(turns);
        const until = performance.now() + 10;
        while (performance.now() < until);
        yield undefined;
      }
      return new Uint8Array(1);
    }
    const session = { warm: () => undefined, encode: steps, decode: () => undefined };
    const encoded = await new InlineDenseCoding(() => Promise.resolve(session), []).encode(MESSAGE);
    clearInterval(ticking);
    expect(new Set(turnsBeforeStep).size).toBe(4);
    expect(encoded?.workMs).toBeGreaterThanOrEqual(40);
  });

  it('goes without the dense form when its program cannot be had', async () => {
    const coding = new InlineDenseCoding(() => Promise.reject(new Error('no signal')), ['columns']);
    expect(await coding.encode(MESSAGE)).toBeUndefined();
    expect(await coding.decode(new Uint8Array())).toBeUndefined();
  });
});

describe('in a worker', () => {
  denseCodingContract(() => new WorkerDenseCoding(() => new InProcessCodecPort(), new ScriptedCoding()));

  it('is opened when it is first needed, and not before', async () => {
    const opened: InProcessCodecPort[] = [];
    const coding = new WorkerDenseCoding(() => {
      const port = new InProcessCodecPort();
      opened.push(port);
      return port;
    }, new ScriptedCoding());
    expect(opened).toHaveLength(0);
    coding.warm();
    await coding.encode(MESSAGE);
    expect(opened).toHaveLength(1);
    coding.close();
    expect(opened[0]?.terminated).toBe(true);
  });

  it.each<[string, (port: InProcessCodecPort) => void]>([
    ['dies', (port) => port.die()],
    ['hangs', (port) => port.hang()],
  ])('[S5] one that %s costs the message in hand, and the other coding takes over', async (_, harm) => {
    const port = new InProcessCodecPort();
    const otherwise = new ScriptedCoding();
    otherwise.coders = ['columns'];
    const coding = new WorkerDenseCoding(() => port, otherwise, 20);
    expect(coding.coders).toEqual(['mixing', 'columns']);
    const inHand = coding.encode(MESSAGE);
    harm(port);
    expect(await inHand).toBeUndefined();
    expect(port.terminated).toBe(true);
    expect(coding.coders).toEqual(['columns']);
    expect(await coding.encode({ ...MESSAGE, chain: 2 })).toBeDefined();
    expect(otherwise.encoded.map(({ chain }) => chain)).toEqual([2]);
  });

  it('a reply that it had in hand is read by the other coding', async () => {
    const port = new InProcessCodecPort();
    const coding = new WorkerDenseCoding(() => port, new ScriptedCoding(), 20);
    const reading = coding.decode(new TextEncoder().encode('{"success":true}'));
    port.die();
    expect(await reading).toEqual({ value: { success: true } });
  });

  it('a browser that gives none is served by the other coding', async () => {
    const coding = new WorkerDenseCoding(() => {
      throw new DOMException('blocked', 'SecurityError');
    }, new ScriptedCoding());
    await coding.encode(MESSAGE);
    expect(await coding.encode({ ...MESSAGE, chain: 2 })).toBeDefined();
  });
});
