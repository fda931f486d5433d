import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DraftKeeper, type DraftState } from './draft-keeper.ts';

/** A disk whose writes end when the test says so. */
function slowDisk() {
  const written: string[] = [];
  const waiting: { text: string; end: (error?: Error) => void }[] = [];
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({
        text,
        end: (error) => {
          if (error !== undefined) return reject(error);
          written.push(text);
          resolve();
        },
      });
    });
  const end = async (error?: Error): Promise<void> => {
    waiting.shift()?.end(error);
    // The keeper goes on in the microtasks that follow its write.
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { written, waiting, write, end };
}

describe('DraftKeeper', () => {
  it('writes one at a time and skips what is out of date', async () => {
    const disk = slowDisk();
    const keeper = new DraftKeeper(disk.write, () => undefined);
    for (const text of ['D', 'Di', 'Dik', 'Dikwa']) keeper.keep(text);
    expect(disk.waiting.map(({ text }) => text)).toEqual(['D']);
    await disk.end();
    expect(disk.waiting.map(({ text }) => text)).toEqual(['Dikwa']);
    await disk.end();
    expect(disk.written).toEqual(['D', 'Dikwa']);
  });

  it('says kept only when the phone has written it, and why when it has not', async () => {
    const disk = slowDisk();
    const states: DraftState[] = [];
    const keeper = new DraftKeeper(disk.write, (state) => states.push(state));
    keeper.keep('a');
    expect(states).toEqual([]);
    await disk.end();
    keeper.keep('b');
    await disk.end(Object.assign(new Error('no room'), { name: 'StoreFullError' }));
    keeper.keep('c');
    await disk.end(new Error('closed'));
    expect(states).toEqual(['kept', 'full', 'failed']);
  });

  it('[C2] once stopped, no late write brings the draft back', async () => {
    const disk = slowDisk();
    const keeper = new DraftKeeper(disk.write, () => undefined);
    keeper.keep('a');
    keeper.keep('ab');
    let stopped = false;
    const stop = keeper.stop().then(() => {
      stopped = true;
    });
    keeper.keep('abc');
    await Promise.resolve();
    expect(stopped).toBe(false);
    await disk.end();
    await stop;
    expect(disk.written).toEqual(['a']);
    expect(disk.waiting).toEqual([]);
    keeper.resume('abcd');
    await disk.end();
    expect(disk.written).toEqual(['a', 'abcd']);
  });

  it('the last answer is what stays, whatever the pace of typing and of the disk', async () => {
    const step = fc.oneof(fc.record({ type: fc.string() }), fc.constant('written' as const));
    await fc.assert(
      fc.asyncProperty(fc.array(step), async (steps) => {
        const disk = slowDisk();
        const keeper = new DraftKeeper(disk.write, () => undefined);
        let last: string | undefined;
        for (const each of steps) {
          if (each === 'written') await disk.end();
          else keeper.keep((last = each.type));
        }
        while (disk.waiting.length > 0) await disk.end();
        expect(disk.written.at(-1)).toBe(last);
      }),
    );
  });
});
