import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { SECTORS } from './domain.ts';
import { jsonBytes } from './json-bytes.ts';
import { limits } from './limits.ts';
import { operationSchema } from './operation.ts';
import { assessmentSchemaBySector } from './records/assessment.ts';
import { parseRecord } from './records/record-data.ts';
import { responseSchemaBySector } from './records/response.ts';
import { PLACE_ID } from './testing/example-records.ts';
import type { JsonSchema } from './testing/largest-value.ts';
import { largestValue } from './testing/largest-value.ts';

const LETTERS = { Latin: 'n', Arabic: 'ن', 'three bytes': '€', emoji: '😀' } as const;

/** The creation of the largest record that a form accepts. */
function largestCreate(type: 'ASSESSMENT' | 'RESPONSE', schema: z.ZodType, letter: string) {
  const data = largestValue(z.toJSONSchema(schema) as JsonSchema, letter) as Record<string, unknown>;
  return {
    id: PLACE_ID,
    type,
    entityId: PLACE_ID,
    capturedAt: '2026-11-20T09:30:00.000Z',
    score: 100,
    priority: 'NORMAL',
    dependsOn: Array.from({ length: limits.dependenciesPerOperation }, () => PLACE_ID),
    action: 'CREATE',
    data,
  };
}

describe.each(SECTORS)('%s', (sector) => {
  test.each(Object.entries(LETTERS))(
    '[S5] the largest record that a form accepts can be sent: %s',
    (_, letter) => {
      const assessment = largestCreate('ASSESSMENT', assessmentSchemaBySector[sector], letter);
      // Women and men together may not be more than all.
      if (sector === 'POPULATION') Object.assign(assessment.data, { populationMale: 1, populationFemale: 1 });
      const response = largestCreate('RESPONSE', responseSchemaBySector[sector], letter);
      expect(parseRecord('ASSESSMENT', assessment.data)).toMatchObject({ ok: true });
      expect(parseRecord('RESPONSE', response.data)).toMatchObject({ ok: true });
      expect(operationSchema.safeParse(assessment).error?.issues).toBeUndefined();
      expect(operationSchema.safeParse(response).error?.issues).toBeUndefined();
    },
  );
});

describe('limits', () => {
  it('a health response with everything full takes the bytes that the limit’s comment names', () => {
    const bytes = (letter: string) =>
      jsonBytes(largestCreate('RESPONSE', responseSchemaBySector.HEALTH, letter));
    expect(Math.round(bytes('n') / 1_000)).toBe(23);
    expect(Math.round(bytes('€') / 1_000)).toBe(60);
  });

  it('one exchange carries the largest operation, inflated and within the ratio', () => {
    expect(limits.operationBytes).toBeLessThan(limits.inflatedBodyBytes);
    expect(limits.inflatedBodyBytes / limits.operationBytes).toBe(128);
    expect(limits.inflatedBodyBytes).toBeLessThan(limits.compressedBodyBytes * limits.inflationRatio);
  });

  it('a list has room for every answer of its set', () => {
    const fields = SECTORS.flatMap((sector) =>
      Object.values<z.ZodType>(assessmentSchemaBySector[sector].shape),
    );
    const sets = fields.map((field): number => {
      const { items } = z.toJSONSchema(field) as JsonSchema;
      return items?.enum?.length ?? 0;
    });
    expect(Math.max(...sets)).toBe(15);
    expect(limits.listLength).toBeGreaterThanOrEqual(15);
  });
});
