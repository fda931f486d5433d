import type { ConflictDetail } from '@fieldsync/protocol';
import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { sayAbout, sayConflict, sayDifference } from './say-conflict.ts';

const conflict = (parts: Partial<ConflictDetail>): ConflictDetail =>
  ({
    kind: 'fields',
    resolution: null,
    place: { id: '', name: 'Monguno', lga: '', ward: '' },
    record: { type: 'ASSESSMENT', sector: 'POPULATION', deleted: false },
    sides: [{ field: 'totalPopulation' }, { field: 'pregnantWomen' }],
    ...parts,
  }) as ConflictDetail;

it('says what is to be chosen', () => {
  expect(sayConflict(conflict({}), en)).toBe('Population, Monguno: choose 2 answers');
  expect(sayConflict(conflict({ kind: 'delete-of-edited', place: null }), en)).toBe(
    'Population: keep it or remove it',
  );
  expect(sayConflict(conflict({ resolution: {} as ConflictDetail['resolution'] }), en)).toBe(
    'Population, Monguno: decided',
  );
});

it('says what a row is about', () => {
  expect(sayAbout({ kind: 'fields', fields: ['a'] }, en)).toBe('1 answer');
  expect(sayAbout({ kind: 'edit-of-deleted', fields: ['a'] }, en)).toBe('Changed on a phone, removed here');
  expect(sayAbout({ kind: 'delete-of-edited', fields: [] }, en)).toBe('Removed on a phone, changed here');
});

it('compares figures, and nothing else', () => {
  expect(sayDifference(2_840, 1_600, en)).toBe('1,240 more than the other');
  expect(sayDifference(16, 31, en)).toBe('15 less than the other');
  for (const [value, other] of [
    [5, 5],
    [5, undefined],
    ['5', 6],
    [true, false],
  ])
    expect(sayDifference(value, other, en)).toBeUndefined();
});
