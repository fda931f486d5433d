import { describe, expect, it, test } from 'vitest';
import { SECTORS } from '../domain.ts';
import { FULL_RESPONSES, MINIMAL_RESPONSES } from '../testing/example-records.ts';
import { parseRecord } from './record-data.ts';
import { RESPONSE_STATUSES, responseSchemaBySector } from './response.ts';

describe.each(SECTORS)('response of %s', (sector) => {
  const full = FULL_RESPONSES[sector];
  const minimal = MINIMAL_RESPONSES[sector];

  it('accepts the fewest answers, and all of them, as they are', () => {
    expect(parseRecord('RESPONSE', minimal)).toEqual({ ok: true, data: minimal });
    expect(parseRecord('RESPONSE', full)).toEqual({ ok: true, data: full });
  });

  it('knows exactly the answers of the full example', () => {
    expect(Object.keys(responseSchemaBySector[sector].shape).sort()).toEqual(Object.keys(full).sort());
  });

  it('accepts each status', () => {
    const accepted = RESPONSE_STATUSES.filter((status) => parseRecord('RESPONSE', { ...full, status }).ok);
    expect(accepted).toEqual(['PLANNED', 'IN_PROGRESS', 'DELIVERED', 'CANCELLED']);
  });

  it('[X3] refuses an unknown answer and names it', () => {
    expect(parseRecord('RESPONSE', { ...full, mood: 'good' })).toEqual({
      ok: false,
      problems: [{ field: 'mood', message: 'no such field' }],
    });
  });

  test.each(Object.keys(minimal))('[X3] names %s when it is missing', (field) => {
    const left = Object.fromEntries(Object.entries(minimal).filter(([name]) => name !== field));
    const parsed = parseRecord('RESPONSE', left);
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.field)).toEqual([field]);
  });
});

describe('lists of supplies', () => {
  const problemsOf = (answers: Record<string, unknown>) => {
    const parsed = parseRecord('RESPONSE', { ...FULL_RESPONSES.HEALTH, ...answers });
    return parsed.ok ? [] : parsed.problems.map(({ field }) => field);
  };
  const ors = { name: 'ORS', quantity: 400, unit: 'sachet' };

  test.each<[string, Record<string, unknown>, string[]]>([
    ['40 lines', { medicinesDelivered: Array.from({ length: 40 }, () => ors) }, []],
    ['41 lines', { medicinesDelivered: Array.from({ length: 41 }, () => ors) }, ['medicinesDelivered']],
    ['half a carton', { medicinesDelivered: [{ ...ors, quantity: 0.5 }] }, []],
    [
      'less than none',
      { medicinesDelivered: [ors, { ...ors, quantity: -1 }] },
      ['medicinesDelivered.1.quantity'],
    ],
    ['no unit', { medicinesDelivered: [{ name: 'ORS', quantity: 1 }] }, ['medicinesDelivered.0.unit']],
    ['no name', { medicinesDelivered: [{ ...ors, name: '' }] }, ['medicinesDelivered.0.name']],
    ['a price', { medicinesDelivered: [{ ...ors, price: 3 }] }, ['medicinesDelivered.0.price']],
    [
      'U+0000 in a name',
      { medicinesDelivered: [{ ...ors, name: 'O\u0000' }] },
      ['medicinesDelivered.0.name'],
    ],
    ['a unit where there is none', { medicalSuppliesDelivered: [ors] }, ['medicalSuppliesDelivered.0.unit']],
  ])('[X3] %s', (_, answers, problems) => {
    expect(problemsOf(answers)).toEqual(problems);
  });
});
