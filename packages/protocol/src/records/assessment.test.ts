import { describe, expect, it, test } from 'vitest';
import { SECTORS } from '../domain.ts';
import { FULL_ASSESSMENTS, MINIMAL_ASSESSMENTS } from '../testing/example-records.ts';
import { assessmentSchemaBySector } from './assessment.ts';
import { parseRecord } from './record-data.ts';

describe.each(SECTORS)('assessment of %s', (sector) => {
  const full = FULL_ASSESSMENTS[sector];
  const minimal = MINIMAL_ASSESSMENTS[sector];

  it('accepts the fewest answers, and all of them, as they are', () => {
    expect(parseRecord('ASSESSMENT', minimal)).toEqual({ ok: true, data: minimal });
    expect(parseRecord('ASSESSMENT', full)).toEqual({ ok: true, data: full });
  });

  it('knows exactly the answers of the full example', () => {
    expect(Object.keys(assessmentSchemaBySector[sector].shape).sort()).toEqual(Object.keys(full).sort());
  });

  it('takes only its own sector', () => {
    const other = sector === 'WASH' ? 'FOOD' : 'WASH';
    expect(assessmentSchemaBySector[sector].safeParse(full).success).toBe(true);
    expect(assessmentSchemaBySector[other].safeParse(full).success).toBe(false);
  });

  it('[X3] refuses an unknown answer and names it', () => {
    expect(parseRecord('ASSESSMENT', { ...full, mood: 'good' })).toEqual({
      ok: false,
      problems: [{ field: 'mood', message: 'no such field' }],
    });
  });

  test.each(Object.keys(minimal))('[X3] names %s when it is missing', (field) => {
    const left = Object.fromEntries(Object.entries(minimal).filter(([name]) => name !== field));
    const parsed = parseRecord('ASSESSMENT', left);
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.field)).toEqual([field]);
  });

  test.each(Object.keys(full))(
    '[X3] refuses null for %s and names it: null removes, it is no answer',
    (field) => {
      const parsed = parseRecord('ASSESSMENT', { ...full, [field]: null });
      expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.field)).toEqual([field]);
    },
  );
});
