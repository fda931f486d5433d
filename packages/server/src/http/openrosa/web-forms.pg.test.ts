import type { RecordData } from '@fieldsync/protocol';
import { formDefinition } from '@fieldsync/protocol/forms';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FULL_ASSESSMENTS, FULL_RESPONSES } from '../../../../protocol/src/testing/example-records.ts';
import { OPENROSA_FORMS } from '../../core/openrosa/openrosa-forms.ts';
import { CAMPS } from '../../seed/camps.ts';
import { CollectClient } from '../../testing/openrosa/collect-client.ts';
import { fillIn } from '../../testing/openrosa/fill-in.ts';
import { PLACE } from '../../testing/openrosa/filled-form.ts';
import type { EngineForm } from '../../testing/openrosa/xforms-engine.ts';
import { openForm, questionOf } from '../../testing/openrosa/xforms-engine.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { TestOffice } from '../../testing/test-office.ts';
import { openTestOffice } from '../../testing/test-office.ts';

const [on] = testDatabases();
if (on === undefined) throw new Error('no database');
const database = on;

describe('the forms, filled in by the engine of ODK Web Forms', () => {
  let office: TestOffice;
  let amina: CollectClient;
  beforeAll(async () => {
    office = await openTestOffice(database);
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T08:00:00.000Z');
    amina = new CollectClient(office, 'amina');
  });
  beforeEach(() => office.forgetRecords());
  afterAll(() => office.close());

  const open = async (id: string): Promise<EngineForm> =>
    openForm(await (await amina.get(`/openrosa/forms/${id}.xml`)).text());

  const submissionOf = async (form: EngineForm): Promise<string> => {
    const { status, violations, data } = await form.prepareInstancePayload({ payloadType: 'monolithic' });
    expect([(violations ?? []).map(({ reference }) => reference), status]).toEqual([[], 'ready']);
    const file = data[0].get('xml_submission_file');
    if (!(file instanceof Blob)) throw new Error('no submission');
    return file.text();
  };

  const storedData = async (): Promise<RecordData[]> => {
    const { rows } = await office.database.queries.execute<{ data: RecordData }>(
      sql`select data from records`,
    );
    return rows.map(({ data }) => data);
  };

  it.each(OPENROSA_FORMS)(
    '[S1] $name: every answer arrives as it was given',
    async ({ id, type, sector }) => {
      const examples = type === 'ASSESSMENT' ? FULL_ASSESSMENTS : FULL_RESPONSES;
      // A response of another app names no assessment, and a position is as old as its record.
      const { assessmentId: _, location, plannedDate: __, ...rest } = examples[sector];
      const { takenAt: ___, ...here } = location as Record<string, unknown>;
      const wanted: RecordData = { ...rest, location: here, affectedEntityId: PLACE };
      const form = await open(id);
      for (const { field, question } of formDefinition(type, sector).questions)
        if (wanted[field] !== undefined && question.kind !== 'stamp')
          fillIn(form, field, question, wanted[field]);
      const xml = await submissionOf(form);
      const reply = await amina.send(xml);
      expect([reply.status, await reply.text()]).toEqual([
        201,
        expect.stringContaining('The office has it.'),
      ]);
      const [data, ...more] = await storedData();
      expect(more).toEqual([]);
      const stamp =
        type === 'RESPONSE' ? { recordedAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown } : {};
      expect(data).toEqual({ ...wanted, ...stamp });
      expect((await amina.send(xml)).status).toBe(201);
      expect(await storedData()).toHaveLength(1);
    },
  );

  it.each(OPENROSA_FORMS)(
    '$name asks what the schema cannot do without, and lets the rest be',
    async ({ id }) => {
      const form = await open(id);
      const { status, violations } = await form.prepareInstancePayload({ payloadType: 'monolithic' });
      expect(status).toBe('pending');
      expect(violations?.map(({ reference }) => reference).sort()).toEqual(
        ['/data/affectedEntityId', ...(id.includes('response') ? ['/data/status'] : [])].sort(),
      );
      questionOf(form, 'affectedEntityId').selectValue(PLACE);
      if (id.includes('response')) questionOf(form, 'status').selectValue('PLANNED');
      expect((await amina.send(await submissionOf(form))).status).toBe(201);
      expect(await storedData()).toHaveLength(1);
    },
  );

  it('offers the office’s places, and a date only for a stage that has one', async () => {
    const form = await open('fieldsync-response-wash');
    const offered = questionOf(form, 'affectedEntityId').currentState.valueOptions;
    expect(offered?.map(({ value }) => value).sort()).toEqual(CAMPS.map((camp) => camp.id as string).sort());
    const dates = () =>
      ['plannedDate', 'deliveredDate'].map((field) => questionOf(form, field).currentState.relevant);
    expect(dates()).toEqual([false, false]);
    questionOf(form, 'status').selectValue('CANCELLED');
    expect(dates()).toEqual([true, false]);
    questionOf(form, 'status').selectValue('DELIVERED');
    expect(dates()).toEqual([false, true]);
  });

  it('[X3] does not let a person go on with what the office would refuse', async () => {
    const people = await open('fieldsync-assessment-population');
    questionOf(people, 'affectedEntityId').selectValue(PLACE);
    const refuses = async (field: string, value: number): Promise<boolean> => {
      questionOf(people, field).setValue(value);
      const { violations } = await people.prepareInstancePayload({ payloadType: 'monolithic' });
      return violations?.some(({ reference }) => reference === `/data/${field}`) ?? false;
    };
    expect(await refuses('populationUnder5', 5_000)).toBe(false);
    expect(await refuses('totalPopulation', 1_000)).toBe(false);
    expect(await refuses('populationUnder5', 1_001)).toBe(true);
    expect(await refuses('populationUnder5', 1_000)).toBe(false);
    expect(await refuses('populationMale', 600)).toBe(false);
    expect(await refuses('populationFemale', 401)).toBe(true);
    expect(await refuses('populationFemale', 400)).toBe(false);
    expect(await refuses('totalHouseholds', 10_000_001)).toBe(true);
    expect(await refuses('totalHouseholds', -1)).toBe(true);
  });
});
