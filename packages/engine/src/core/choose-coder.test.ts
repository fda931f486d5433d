import { describe, expect, it, test } from 'vitest';
import { chooseCoder, observeSlowness, type BodyCoder, type CoderQuestion } from './choose-coder.ts';

const LINKS = { edge: 15_000, weak3g: 50_000, '4g': 625_000, unshaped: 20_000_000 } as const;

const choose = (question: Partial<CoderQuestion>): BodyCoder =>
  chooseCoder({
    goodputBytesPerSecond: LINKS.edge,
    slowness: 1,
    dearest: 'mixing',
    offered: ['mixing', 'columns'],
    current: undefined,
    ...question,
  });

describe('the form of a body', () => {
  test.each<[string, keyof typeof LINKS, number, BodyCoder]>([
    ['a quick device on EDGE', 'edge', 1, 'mixing'],
    ['a quick device on weak 3G', 'weak3g', 1, 'mixing'],
    ['a quick device on 4G', '4g', 1, 'columns'],
    ['a quick device on the office’s own network', 'unshaped', 1, 'json'],
    ['a phone four times slower on EDGE', 'edge', 4, 'mixing'],
    ['a phone four times slower on weak 3G', 'weak3g', 4, 'mixing'],
    ['a phone eight times slower on EDGE', 'edge', 8, 'mixing'],
    ['a phone eight times slower on weak 3G', 'weak3g', 8, 'columns'],
    ['a phone eight times slower on 4G', '4g', 8, 'json'],
    ['a phone forty times slower on EDGE', 'edge', 40, 'columns'],
  ])('of %s', (_, link, times, coder) => {
    expect(choose({ goodputBytesPerSecond: LINKS[link], slowness: times })).toBe(coder);
  });

  it('of two that are about as quick, is the one that is less work', () => {
    expect(choose({ goodputBytesPerSecond: 218_000 })).toBe('columns');
  });

  it('is never dearer than the server wants it', () => {
    expect(choose({ dearest: 'columns' })).toBe('columns');
    expect(choose({ dearest: 'json' })).toBe('json');
  });

  it('is one that the device has', () => {
    expect(choose({ offered: ['columns'] })).toBe('columns');
    expect(choose({ offered: [] })).toBe('json');
    expect(choose({ goodputBytesPerSecond: 0 })).toBe('mixing');
  });

  it('stays that of the chain under way until another is better by a fifth', () => {
    const between = 200_000;
    expect(choose({ goodputBytesPerSecond: between, current: 'mixing' })).toBe('mixing');
    expect(choose({ goodputBytesPerSecond: between, current: 'columns' })).toBe('columns');
    expect(choose({ goodputBytesPerSecond: LINKS['4g'], current: 'mixing' })).toBe('columns');
  });

  it('changes only once as the link gets better', () => {
    const chosen = Array.from({ length: 60 }, (_, step) =>
      choose({ goodputBytesPerSecond: 5_000 * 1.2 ** step }),
    );
    expect(chosen.filter((coder, at) => coder !== chosen[at - 1])).toEqual(['mixing', 'columns', 'json']);
  });
});

describe('how slow a device is', () => {
  it('follows what its requests took, three to two thirds, whichever coder it was', () => {
    let slowness = 1;
    for (const [coder, workMs] of [
      ['mixing', 570],
      ['columns', 230],
      ['mixing', 570],
    ] as const)
      slowness = observeSlowness(slowness, { coder, jsonBytes: 100_000, workMs });
    expect(slowness).toBeCloseTo(10 - 9 * 0.7 ** 3, 5);
  });

  it('takes nothing from a request too small to be timed', () => {
    expect(observeSlowness(3, { coder: 'mixing', jsonBytes: 1_900, workMs: 300 })).toBe(3);
  });
});
