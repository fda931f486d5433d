import { beginChain } from '@fieldsync/protocol/dense';
import { describe, expect, it, vi } from 'vitest';
import { zlibDeflater } from '../adapters/dense/zlib-deflater.ts';
import type { DecodedFrame } from './dense-coding.ts';
import { NO_DENSE_CODING } from './dense-coding.ts';
import { DenseIntake } from './dense-intake.ts';

/** Three messages of one chain, and a coding that reads them only in their order. */
function chained() {
  const writer = beginChain('columns', zlibDeflater);
  const frames = ['a', 'b', 'c'].map((text) => writer.encode({ text }));
  let reader = beginChain('columns', zlibDeflater);
  const decode = vi.fn(async (_: string, frame: Uint8Array): Promise<DecodedFrame> => {
    const read = reader.decode(frame, { maxBytes: 1_000, maxDepth: 9 });
    if (read.ok) return { ok: true, json: Buffer.from(JSON.stringify(read.value)) };
    if (read.reason !== 'unknown-base') reader = beginChain('columns', zlibDeflater);
    return { ok: false, reason: read.reason === 'unknown-base' ? 'unknown-base' : 'unreadable' };
  });
  return { frames, decode, coding: { ...NO_DENSE_CODING, decode } };
}

const textOf = (decoded: DecodedFrame): string =>
  decoded.ok ? (JSON.parse(decoded.json.toString()) as { text: string }).text : decoded.reason;
/** Long enough that a test which needs it would fail by its own time. */
const LONG = { patienceMs: 600_000, graceMs: 600_000 };
const SHORT = { patienceMs: 600_000, graceMs: 5 };

describe('dense messages on their way in', () => {
  it('[S2] are put in the order of their chain, whichever is here first', async () => {
    const { frames, coding } = chained();
    const intake = new DenseIntake(coding, LONG);
    const arrivals = frames.map(() => intake.arrive('amina'));
    const read = async (at: number): Promise<string> => {
      const decoded = await arrivals[at]?.read(frames[at] ?? new Uint8Array());
      arrivals[at]?.leave();
      return decoded === undefined ? '' : textOf(decoded);
    };
    expect(await Promise.all([read(2), read(1), read(0)])).toEqual(['c', 'b', 'a']);
  });

  it('wait for one that is not even arriving yet, a little', async () => {
    const { frames, coding } = chained();
    const intake = new DenseIntake(coding, { ...LONG, patienceMs: 0 });
    const second = intake.arrive('amina').read(frames[1] ?? new Uint8Array());
    await Promise.resolve();
    await intake.arrive('amina').read(frames[0] ?? new Uint8Array());
    expect(textOf(await second)).toBe('b');
  });

  it('[S5] wait no longer when the one before is not coming', async () => {
    const { frames, coding } = chained();
    const intake = new DenseIntake(coding, LONG);
    const cut = intake.arrive('amina');
    const second = intake.arrive('amina').read(frames[1] ?? new Uint8Array());
    await vi.waitFor(() => expect(coding.decode).toHaveBeenCalledTimes(1));
    await Promise.resolve();
    cut.leave();
    expect(textOf(await second)).toBe('unknown-base');
  });

  it('of another account are not waited for, and wait for none', async () => {
    const { frames, coding } = chained();
    const intake = new DenseIntake(coding, SHORT);
    intake.arrive('yusuf');
    expect(textOf(await intake.arrive('amina').read(frames[1] ?? new Uint8Array()))).toBe('unknown-base');
  });

  it('that go on from the same message do not both wait for it', async () => {
    const { frames, coding } = chained();
    const intake = new DenseIntake(coding, LONG);
    const first = intake.arrive('amina');
    const second = intake.arrive('amina').read(frames[1] ?? new Uint8Array());
    expect(textOf(await intake.arrive('amina').read(frames[1] ?? new Uint8Array()))).toBe('unknown-base');
    await first.read(frames[0] ?? new Uint8Array());
    expect(textOf(await second)).toBe('b');
  });

  it('[X4] of one account do not wait in any number', async () => {
    const { coding } = chained();
    const intake = new DenseIntake(coding, LONG);
    const orphans = Array.from({ length: 9 }, (_, at) => {
      const writer = beginChain('columns', zlibDeflater);
      writer.encode({ at });
      return writer.encode({ text: 'orphan' });
    });
    const arrivals = orphans.map(() => intake.arrive('amina'));
    const reads = arrivals.map((arrival, at) => arrival.read(orphans[at] ?? new Uint8Array()));
    expect(textOf(await Promise.race(reads))).toBe('unknown-base');
    arrivals[8]?.leave();
    expect((await Promise.all(reads)).map(textOf)).toEqual(Array(9).fill('unknown-base'));
  });

  it('[X3] that are no frames are not looked at any further', async () => {
    const { coding } = chained();
    const intake = new DenseIntake(coding, LONG);
    expect(textOf(await intake.arrive('amina').read(Buffer.from('{"v":1}')))).toBe('unreadable');
    expect(coding.decode).not.toHaveBeenCalled();
  });
});
