import { expect, it } from 'vitest';
import { toldBy } from './tell-office.ts';

const no = (
  code: 'CONFLICT' | 'VALIDATION' | 'FORBIDDEN' | 'UNAVAILABLE' | 'NOT_FOUND' | 'SIGNED_OUT',
  field?: string,
) =>
  ({ success: false, error: { code, message: 'said', ...(field === undefined ? {} : { field }) } }) as const;

it.each([
  [409, no('CONFLICT', 'conflictId'), { why: 'faster' }],
  [409, no('CONFLICT', 'version'), { why: 'moved' }],
  [422, no('VALIDATION', 'populationMale'), { why: 'unfit', field: 'populationMale', message: 'said' }],
  [401, no('SIGNED_OUT'), { why: 'signed-out' }],
  [403, no('FORBIDDEN'), { why: 'forbidden' }],
  [404, no('NOT_FOUND'), { why: 'not-found' }],
  [503, no('UNAVAILABLE'), { why: 'silent' }],
  [200, undefined, { why: 'silent' }],
] as const)('[K2] an answer of %i with %o means %o', (status, said, told) => {
  expect(toldBy(status, said)).toEqual({ ok: false, ...told });
});
