import { describe, expect, it } from 'vitest';
import { denseCodingContract } from '../../testing/dense-coding-contract.ts';
import { InlineDenseCoding } from './inline-dense-coding.ts';
import { loadDenseSession } from './load-dense-session.ts';

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
