import { describe, expect, it } from 'vitest';
import { maySee } from './may-see.ts';

const amina = { everything: false, userId: 'amina', areas: new Set(['Bama']) } as const;

describe('[R3] maySee', () => {
  it.each([
    ['her own', { createdBy: 'amina', area: 'Gwoza' }, true],
    ['her own of no area', { createdBy: 'amina', area: null }, true],
    ['of another in her area', { createdBy: 'yusuf', area: 'Bama' }, true],
    ['of another elsewhere', { createdBy: 'yusuf', area: 'Gwoza' }, false],
    ['of another in no area', { createdBy: 'yusuf', area: null }, false],
  ])('%s', (_name, record, seen) => {
    expect(maySee(amina, record)).toBe(seen);
    expect(maySee({ everything: true }, record)).toBe(true);
  });
});
