import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyIdOf, openBox, sealText, type SealingKey } from './sealed-box.ts';

describe('a sealed box', () => {
  let sealing: SealingKey;
  beforeAll(async () => {
    const algorithm = { name: 'AES-GCM', length: 256 };
    sealing = {
      id: 0xfeed_f00d,
      key: await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']),
    };
  });

  it('[X2] gives back any text, to its own row only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const box = await sealText(sealing, 'items/1/content', text);
        expect(keyIdOf(box)).toBe(sealing.id);
        expect(await openBox(sealing.key, 'items/1/content', box)).toBe(text);
        expect(await openBox(sealing.key, 'items/2/content', box)).toBeUndefined();
        expect(await openBox(sealing.key, 'items/1/error', box)).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it('[X2] differs each time, also for the same text', async () => {
    const boxes = await Promise.all(Array.from({ length: 50 }, () => sealText(sealing, 'b', 'same')));
    expect(new Set(boxes.map((box) => box.join())).size).toBe(50);
  });

  it('[C3] with one flipped bit, or cut short, does not open and does not throw', async () => {
    const box = await sealText(sealing, 'b', 'cholera');
    for (let index = 5; index < box.length; index += 1) {
      const flipped = Uint8Array.from(box);
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      expect(await openBox(sealing.key, 'b', flipped)).toBeUndefined();
      expect(await openBox(sealing.key, 'b', box.subarray(0, index))).toBeUndefined();
    }
  });

  it('[C3] is recognised as none when it is something else', () => {
    expect([undefined, null, 'text', new Uint8Array(40), new Uint8Array(0)].map(keyIdOf)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });
});
