import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SECTORS } from '../domain.ts';
import { assessmentSchemaBySector } from '../records/assessment.ts';
import { responseSchemaBySector } from '../records/response.ts';
import { FORM_PARTS, formDefinition, type FormType } from './form-definition.ts';
import type { QuestionsFor, QuestionWordsFor } from './question.ts';
import { questionWords } from './question-words.ts';
import { questionsEn } from './questions-en.ts';

const forms = SECTORS.flatMap((sector) =>
  (['ASSESSMENT', 'RESPONSE'] as const).map((type: FormType) => ({ type, sector })),
);

const shapeOf = ({ type, sector }: (typeof forms)[number]): Readonly<Record<string, z.ZodType>> =>
  (type === 'ASSESSMENT' ? assessmentSchemaBySector : responseSchemaBySector)[sector].shape;

/** Inside optional and refined types, as far as a set of values. */
function valuesOf(schema: z.ZodType): readonly unknown[] | undefined {
  if (schema instanceof z.ZodOptional) return valuesOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return valuesOf(schema.element as z.ZodType);
  if (schema instanceof z.ZodEnum) return schema.options;
  return undefined;
}

describe.each(forms)('$type $sector', (form) => {
  const definition = formDefinition(form.type, form.sector);

  it('asks every field of the schema exactly once, and nothing else', () => {
    const fields = definition.questions.map(({ field }) => field);
    const inSchema = Object.keys(shapeOf(form)).filter((field) => field !== definition.sectorField);
    expect([...fields].sort()).toEqual([...inSchema].sort());
  });

  it('has every question in one part', () => {
    const inParts = FORM_PARTS.flatMap((part) => definition.parts[part]);
    expect(inParts).toEqual(definition.questions);
  });

  it('offers exactly the values that the schema takes', () => {
    const shape = shapeOf(form);
    for (const { field, question } of definition.questions) {
      const schema = shape[field];
      const values = schema === undefined ? undefined : valuesOf(schema);
      const offered = question.kind === 'one' || question.kind === 'many' ? question.options : undefined;
      expect({ field, offered: offered?.toSorted() }).toEqual({ field, offered: values?.toSorted() });
    }
  });

  it('has words for every question and for every answer that can be chosen', () => {
    for (const { field, question } of definition.questions) {
      const words = questionWords({ questions: questionsEn }, form.type, form.sector, field);
      expect(words?.label, field).toMatch(/\S/);
      if (question.kind === 'one' || question.kind === 'many')
        expect(Object.keys(words?.options ?? {}).toSorted(), field).toEqual(question.options.toSorted());
      if (question.kind === 'items')
        expect(Object.keys(words?.columns ?? {}).toSorted(), field).toEqual(
          Object.keys(question.columns).toSorted(),
        );
    }
  });
});

describe('what does not compile', () => {
  interface Data {
    clinic?: boolean | undefined;
    kind?: 'A' | 'B' | undefined;
  }

  it('refuses a definition that misses, misspells or mistypes a field', () => {
    const whole = {
      clinic: { kind: 'yesNo' },
      kind: { kind: 'one', options: ['A', 'B'], notKnown: 'added' },
    } as const;
    // @ts-expect-error: `kind` is missing
    const missing: QuestionsFor<Data> = { clinic: whole.clinic };
    // @ts-expect-error: `clinics` is no field
    const misspelled: QuestionsFor<Data> = { ...whole, clinics: whole.clinic } satisfies QuestionsFor<Data>;
    // @ts-expect-error: a yes or no is not a count
    const mistyped: QuestionsFor<Data> = { ...whole, clinic: { kind: 'count' } };
    const labels = { clinic: { label: 'c' }, kind: { label: 'k', options: { A: 'a' } } };
    // @ts-expect-error: B has no word
    const wordless: QuestionWordsFor<Data> = labels;
    expect([missing, misspelled, mistyped, wordless]).toHaveLength(4);
  });
});
