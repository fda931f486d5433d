import { expect, it, test } from 'vitest';
import { FIRST_INSTANT, instantOf, instantText, LAST_INSTANT } from './instant-form.ts';

it('reads exactly what it writes, from year 0 to 9999', () => {
  for (const time of [FIRST_INSTANT, 0, 1_789_363_889_498, LAST_INSTANT])
    expect(instantOf(instantText(time))).toBe(time);
  expect(instantText(FIRST_INSTANT - 1)).not.toHaveLength(24);
  expect(instantText(LAST_INSTANT + 1)).not.toHaveLength(24);
});

test.each([
  '2026-02-30T00:00:00.000Z',
  '2026-11-20T09:30:00.000+0',
  '2026-11-20T24:00:00.000Z',
  '2026-11-20',
])('%s stays a text', (text) => {
  expect(instantOf(text)).toBeUndefined();
});
