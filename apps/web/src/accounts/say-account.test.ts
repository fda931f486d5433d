import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { saySeen, saySight } from './say-account.ts';

describe('what is said of an account', () => {
  it.each([
    ['ASSESSOR', [], 'Own records only'],
    ['ASSESSOR', ['Bama', 'Gwoza'], 'Own records, and all in Bama and Gwoza'],
    ['COORDINATOR', [], 'All records at the office'],
    ['ADMIN', ['Bama'], 'All records at the office; on the phone also Bama'],
  ] as const)('%s with %j', (role, areas, said) => {
    expect(saySight({ role, areas: [...areas] }, en)).toBe(said);
  });

  it('says that a phone was never heard of', () => {
    expect(saySeen({ lastSeen: null }, new Date(), en)).toBe('Phone not heard of yet');
  });
});
