import { assessmentSchema, SECTORS } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formDefinition } from '@fieldsync/protocol/forms';
import { countAnswers, isAsked, toRecordData } from './record-answers.ts';

const now = '2026-03-02T09:00:00.000Z';
const place = '0197a1b2-0000-7000-8000-000000000001';
const health = formDefinition('ASSESSMENT', 'HEALTH');
const healthResponse = formDefinition('RESPONSE', 'HEALTH');

describe('what is not known', () => {
  it('is absent from the record, never null, empty or blank', () => {
    const data = toRecordData(
      health,
      {
        affectedEntityId: place,
        assessedAt: now,
        hasFunctionalClinic: null,
        incidentType: null,
        commonHealthIssues: [],
        additionalDetails: '  ',
        numberHealthFacilities: undefined,
      },
      now,
    );
    expect(data).toEqual({ assessmentType: 'HEALTH', affectedEntityId: place, assessedAt: now });
  });

  it('is not the same as no and none', () => {
    const data = toRecordData(health, { hasFunctionalClinic: false, numberHealthFacilities: 0 }, now);
    expect(data).toMatchObject({ hasFunctionalClinic: false, numberHealthFacilities: 0 });
  });

  it('counts as an answer that the person gave', () => {
    const before = countAnswers(health, {});
    const after = countAnswers(health, { hasFunctionalClinic: null });
    expect(after).toEqual({ answered: before.answered + 1, asked: before.asked });
  });

  it('leaves no null in any record, whatever was tapped', () => {
    const answer = fc.constantFrom(undefined, null, '', '   ', []);
    fc.assert(
      fc.property(fc.constantFrom(...SECTORS), fc.infiniteStream(answer), (sector, answers) => {
        const definition = formDefinition('ASSESSMENT', sector);
        const given = Object.fromEntries(
          definition.questions.map(({ field }) => [field, answers.next().value as unknown]),
        );
        const data = toRecordData(definition, { ...given, affectedEntityId: place, assessedAt: now }, now);
        expect(assessmentSchema.safeParse(data).success).toBe(true);
        expect(Object.keys(data).toSorted()).toEqual(['affectedEntityId', 'assessedAt', 'assessmentType']);
      }),
    );
  });
});

describe('lists of things', () => {
  const rows = (medicinesDelivered: unknown) =>
    toRecordData(healthResponse, { medicinesDelivered }, now)['medicinesDelivered'];

  it('reads amounts as people type them', () => {
    const typed = ['12', '2.5', '2,5', '1 200', '1,200', '1,200.5'];
    expect(rows(typed.map((quantity) => ({ name: 'ORS', quantity, unit: 'sachets' })))).toEqual(
      [12, 2.5, 2.5, 1200, 1200, 1200.5].map((quantity) => ({ name: 'ORS', quantity, unit: 'sachets' })),
    );
  });

  it('keeps what is no amount for the schema to refuse', () => {
    expect(rows([{ name: 'ORS', quantity: 'many', unit: 'x' }])).toEqual([
      { name: 'ORS', quantity: 'many', unit: 'x' },
    ]);
  });

  it('drops lines that nobody filled', () => {
    expect(rows([{ name: '', quantity: '' }, { name: ' ORS ', quantity: 3, unit: 'box' }, {}])).toEqual([
      { name: 'ORS', quantity: 3, unit: 'box' },
    ]);
  });
});

describe('questions that depend on another', () => {
  const dateOf = (field: string) => {
    const found = healthResponse.questions.find((asked) => asked.field === field);
    if (found === undefined) throw new Error(`no question ${field}`);
    return found.question;
  };

  it('are asked when it says so', () => {
    const planned = { status: 'PLANNED' };
    expect(isAsked(dateOf('plannedDate'), undefined, planned)).toBe(true);
    expect(isAsked(dateOf('deliveredDate'), undefined, planned)).toBe(false);
  });

  it('stay in sight while they have an answer', () => {
    expect(isAsked(dateOf('deliveredDate'), '2026-03-01', { status: 'PLANNED' })).toBe(true);
  });
});

it('the phone fills in when a response was recorded, and keeps it when the response is changed', () => {
  expect(toRecordData(healthResponse, {}, now)['recordedAt']).toBe(now);
  const earlier = '2026-03-01T08:00:00.000Z';
  expect(toRecordData(healthResponse, { recordedAt: earlier }, now)['recordedAt']).toBe(earlier);
});
