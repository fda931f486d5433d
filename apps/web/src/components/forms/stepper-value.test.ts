import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepped, typedCount } from './stepper-value.ts';

const bounds = { min: 0, max: 100 };

describe('a count', () => {
  it('steps from no answer to one, or to none', () => {
    expect(stepped(undefined, 1, bounds)).toBe(1);
    expect(stepped(undefined, -1, bounds)).toBe(0);
  });

  it('stays within its bounds, wherever it starts', () => {
    fc.assert(
      fc.property(fc.option(fc.integer(), { nil: undefined }), fc.integer(), (value, by) => {
        const after = stepped(value, by, bounds);
        expect(after).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('is read as people write it, and nothing typed is no answer', () => {
    expect(typedCount('4 120')).toBe(4_120);
    expect(typedCount('4,120')).toBe(4_120);
    expect(typedCount('')).toBeUndefined();
    expect(typedCount('none')).toBeUndefined();
  });

  it('is kept as typed when it is too large: the form says so, the field does not change it', () => {
    expect(typedCount('41200000')).toBe(41_200_000);
  });
});
