import { describe, expect, it } from 'vitest';
import { findUnstorableText } from './unstorable-text.ts';

describe('findUnstorableText', () => {
  it.each([
    [{ a: ['fine', 'emoji 😀', 'Ɗan'] }, undefined],
    [{ a: { b: ['x', 'nul\0'] } }, 'a.b.1'],
    [{ a: 'half \ud800' }, 'a'],
    [{ a: { 'na\0me': 1 } }, 'a'],
    ['nul\0', ''],
    [null, undefined],
    [{ ['k'.repeat(9_000)]: 'nul\0' }, 'k'.repeat(200)],
  ])('[X3] %j: %s', (value, field) => {
    expect(findUnstorableText(value)).toBe(field);
  });
});
