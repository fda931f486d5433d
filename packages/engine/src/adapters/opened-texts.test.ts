import { describe, expect, it } from 'vitest';
import { OpenedTexts } from './opened-texts.ts';

const box = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

describe('texts that were opened lately', () => {
  it('[C3] belong to one box, byte for byte', () => {
    const opened = new OpenedTexts();
    opened.remember('items/1', box(1, 2, 3), 'cholera');
    expect(opened.textOf('items/1', box(1, 2, 3))).toBe('cholera');
    expect(opened.textOf('items/1', box(1, 2, 4))).toBeUndefined();
    expect(opened.textOf('items/1', box(1, 2))).toBeUndefined();
    expect(opened.textOf('items/2', box(1, 2, 3))).toBeUndefined();
  });

  it('say which box holds a text already, so that an unchanged one is not sealed again', () => {
    const opened = new OpenedTexts();
    opened.remember('items/1', box(1), 'cholera');
    expect(opened.boxOf('items/1', 'cholera')).toEqual(box(1));
    expect(opened.boxOf('items/1', 'measles')).toBeUndefined();
    expect(opened.boxOf('items/2', 'cholera')).toBeUndefined();
  });

  it('are bounded by number and by length, the oldest go first, and all go when they must', () => {
    const opened = new OpenedTexts();
    for (let n = 0; n < 1_501; n += 1) opened.remember(`items/${n}`, box(1), 'short');
    expect(opened.textOf('items/0', box(1))).toBeUndefined();
    expect(opened.textOf('items/1', box(1))).toBe('short');
    opened.remember('items/long', box(1), 'x'.repeat(1_499_990));
    expect(opened.textOf('items/1500', box(1))).toBe('short');
    expect(opened.textOf('items/1490', box(1))).toBeUndefined();
    opened.clear();
    expect(opened.textOf('items/1500', box(1))).toBeUndefined();
  });
});
