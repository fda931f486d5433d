import { conflictQuerySchema } from '@fieldsync/protocol';
import { expect, it } from 'vitest';
import { conflictQuery, isNarrowed, readFilters } from './conflict-filters.ts';

const read = (query: string) => readFilters(new URLSearchParams(query));

it('reads the address, and asks the office for just that', () => {
  const filters = read('show=resolved&severity=HIGH&type=RESPONSE&sector=FOOD&place=p-1&q= dikwa ');
  expect(isNarrowed(filters)).toBe(true);
  const asked = Object.fromEntries(new URLSearchParams(conflictQuery(filters, 50)));
  expect(conflictQuerySchema.parse(asked)).toEqual({
    status: 'resolved',
    severity: 'HIGH',
    type: 'RESPONSE',
    sector: 'FOOD',
    placeId: 'p-1',
    q: 'dikwa',
    limit: 50,
    offset: 0,
  });
});

it('takes what it does not know for no filter', () => {
  const filters = read('show=lost&severity=huge&type=NOTE&sector=SPACE');
  expect(isNarrowed(filters)).toBe(false);
  expect(conflictQuery(filters, 50)).toBe('status=open&limit=50');
});
