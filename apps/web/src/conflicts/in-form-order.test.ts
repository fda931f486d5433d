import type { ConflictDetail } from '@fieldsync/protocol';
import { expect, it } from 'vitest';
import { inFormOrder } from './in-form-order.ts';

const fieldsOf = (type: string, sector: string | null, ...fields: string[]): string[] =>
  inFormOrder({
    record: { type, sector },
    sides: fields.map((field) => ({ field })),
  } as unknown as ConflictDetail).sides.map(({ field }) => field);

it('asks for answers in the order of their form, and for what it does not know last', () => {
  const fields = ['fromANewerVersion', 'pregnantWomen', 'totalPopulation', 'affectedEntityId'];
  expect(fieldsOf('ASSESSMENT', 'POPULATION', ...fields)).toEqual([...fields].reverse());
});

it('leaves a medium as it is', () => {
  expect(fieldsOf('MEDIA', null, 'b', 'a')).toEqual(['b', 'a']);
});
