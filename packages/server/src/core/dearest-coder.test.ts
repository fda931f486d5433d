import { describe, expect, it } from 'vitest';
import { dearestCoder } from './dearest-coder.ts';

const CALM = { available: true, jobs: 0, chains: 0, crowded: false };

describe('the costliest form in which devices should write', () => {
  it('is any while there is time', () => {
    expect(dearestCoder(CALM)).toBe('mixing');
    expect(dearestCoder({ ...CALM, jobs: 5, chains: 0.74 })).toBe('mixing');
  });

  it.each([
    ['others wait for their turn', { crowded: true }],
    ['messages wait to be decoded', { jobs: 6 }],
    ['the room for chains runs out', { chains: 0.75 }],
  ])('is the cheap coder when %s', (_, part) => {
    expect(dearestCoder({ ...CALM, ...part })).toBe('columns');
  });

  it('is JSON when decoding cannot keep up, or cannot be done', () => {
    expect(dearestCoder({ ...CALM, jobs: 16 })).toBe('json');
    expect(dearestCoder({ ...CALM, available: false })).toBe('json');
  });
});
