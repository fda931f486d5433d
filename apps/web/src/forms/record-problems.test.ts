import { SECTORS, type Sector } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { formDefinition, type FormType } from '@fieldsync/protocol/forms';
import { toRecordData, type Answers } from './record-answers.ts';
import { explainIssues, schemaOf } from './record-problems.ts';

const now = '2026-03-02T09:00:00.000Z';
const place = '0197a1b2-0000-7000-8000-000000000001';

function messages(type: FormType, sector: Sector, answers: Answers): Record<string, string> {
  const definition = formDefinition(type, sector);
  const data = toRecordData(definition, { affectedEntityId: place, assessedAt: now, ...answers }, now);
  const parsed = schemaOf(definition).safeParse(data);
  const issues = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ code: issue.code, path: issue.path as (string | number)[] }));
  return Object.fromEntries(
    explainIssues(definition, en, data, issues).map(({ field, message }) => [field, message]),
  );
}

describe('[X3] every problem names its question', () => {
  it('says both figures when a part is larger than the whole', () => {
    expect(messages('ASSESSMENT', 'POPULATION', { totalPopulation: 3960, populationFemale: 4120 })).toEqual({
      populationFemale: '4,120 is more than the total population, 3,960.',
    });
  });

  it('says the sum when women and men together are more than all', () => {
    const said = messages('ASSESSMENT', 'POPULATION', {
      totalPopulation: 3000,
      populationMale: 1600,
      populationFemale: 1700,
    });
    expect(said).toEqual({
      totalPopulation: 'Men and women together are 3,300, more than the total population, 3,000.',
    });
  });

  it('says the most that fits', () => {
    const said = messages('ASSESSMENT', 'FOOD', {
      availableFoodDurationDays: 4000,
      peopleAffected: 10_000_001,
    });
    expect(said).toEqual({
      peopleAffected: '10,000,001 is more than 10,000,000, the most that fits here.',
      availableFoodDurationDays: '4,000 is more than 3,650, the most that fits here.',
    });
  });

  it('asks for the place and the stage when they are missing', () => {
    expect(messages('RESPONSE', 'WASH', { affectedEntityId: undefined })).toEqual({
      affectedEntityId: 'Choose the camp or community.',
      status: 'Choose one.',
    });
  });

  it('names the line and the column of a list', () => {
    const delivered = { status: 'DELIVERED' };
    const row = { name: 'ORS', quantity: '10', unit: 'box' };
    const said = (second: object) =>
      messages('RESPONSE', 'HEALTH', { ...delivered, medicinesDelivered: [row, second] })[
        'medicinesDelivered'
      ];
    expect(said({ name: 'Zinc', unit: 'box' })).toBe('Line 2: enter “How much”.');
    expect(said({ name: 'Zinc', quantity: 'many', unit: 'box' })).toBe('Line 2: “How much” is a number.');
    expect(said({ name: 'Zinc', quantity: '1e99', unit: 'box' })).toBe('Line 2: “How much” is a number.');
    expect(said({ name: 'Z'.repeat(200), quantity: '1', unit: 'box' })).toBe(
      'Line 2: “Medicine” does not fit.',
    );
  });

  it('says in every sector what the schema says in none of its own words', () => {
    for (const sector of SECTORS) {
      const answers = {
        affectedEntityId: 'x',
        assessedAt: '',
        additionalDetails: 'x'.repeat(4_001),
        peopleAffected: 1.5,
      };
      expect(messages('ASSESSMENT', sector, answers)).toEqual({
        affectedEntityId: 'Choose the camp or community.',
        assessedAt: 'Enter day and time.',
        additionalDetails: 'This is longer than 4,000 letters.',
        peopleAffected: 'Enter a whole number.',
      });
    }
  });
});
