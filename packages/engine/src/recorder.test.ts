import type { RecordData, RecordId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { orderOf } from './core/queue-order.ts';
import { StoreFullError } from './ports.ts';
import { Recorder } from './recorder.ts';
import { buildDraft, testId } from './testing/build-item.ts';
import { MORNING } from './testing/manual-clock.ts';
import { cholera, food, Phone, recordOf, waterDelivery } from './testing/phone.ts';
import { seededRandom } from './testing/seeded-random.ts';

/** A phone that has a record the office knows at version 1. */
async function withKnown(data: RecordData = food()): Promise<{ phone: Phone; id: RecordId }> {
  const phone = new Phone();
  const { id } = await phone.save(data);
  await phone.drainAll();
  return { phone, id };
}
/** Another device's change comes in with a pull. */
async function pull(phone: Phone, id: RecordId, version: number, data: RecordData): Promise<void> {
  const capturedAt = '2026-11-20T10:00:00.000Z';
  const change = { id, type: 'ASSESSMENT', version, data: { ...data }, score: 40, capturedAt } as const;
  await phone.drainAll({ changes: [change], cursor: `e.${version}` }, { pull: true });
}

describe('saving', () => {
  it('[C1] is one transaction: record and item are both there, with the score that decides its place', async () => {
    const phone = new Phone();
    const record = await phone.save(cholera());
    const item = phone.itemOf(record.id);
    expect(phone.record(record.id)).toEqual(record);
    expect(record).toMatchObject({
      state: 'phone',
      band: 'CRITICAL',
      base: null,
      officeAt: null,
      sector: 'HEALTH',
    });
    expect(item).toMatchObject({
      action: 'CREATE',
      data: record.data,
      state: 'waiting',
      lane: 'critical',
      mayBeKnown: false,
    });
    expect(phone.meta('counts')).toMatchObject({ critical: 1 });
  });

  it('[C1] leaves nothing behind when the phone is full, and says so', async () => {
    const phone = new Phone();
    await phone.store.write((tx) => tx.putDraft(buildDraft(1)));
    phone.disk.beforeCommit = () => {
      throw new StoreFullError('full');
    };
    const draftKey = buildDraft(1).key;
    expect(await phone.recorder.save({ type: 'ASSESSMENT', data: food(), draftKey })).toEqual({
      ok: false,
      reason: 'full',
    });
    expect(phone.items).toEqual([]);
    expect(phone.disk.tables.records.size).toBe(0);
    expect(phone.disk.tables.drafts.size).toBe(1);
    phone.disk.beforeCommit = undefined;
    recordOf(await phone.recorder.save({ type: 'ASSESSMENT', data: food(), draftKey }));
    expect([phone.items.length, phone.disk.tables.drafts.size]).toEqual([1, 0]);
  });

  it('[C2] a medium is refused while there is still a reserve, and records still save', async () => {
    const phone = new Phone();
    const room = { usedBytes: 940_000_000, quotaBytes: 1_000_000_000 };
    const recorder = new Recorder(phone.store, phone.clock, seededRandom(4), () => Promise.resolve(room));
    const record = recordOf(await recorder.save({ type: 'ASSESSMENT', data: food() }));
    const photo = (sizeBytes: number) =>
      recorder.save({
        type: 'MEDIA',
        data: {
          mediaKind: 'PHOTO',
          belongsTo: record.id,
          mimeType: 'image/jpeg',
          sizeBytes,
          sha256: '0'.repeat(64),
          recordedAt: '2026-11-20T09:30:00.000Z',
        },
      });
    expect(await photo(12_000_000)).toEqual({ ok: false, reason: 'reserve' });
    expect(phone.items).toHaveLength(1);
    expect(await photo(9_000_000)).toMatchObject({ ok: true });
    recordOf(await recorder.save({ type: 'ASSESSMENT', data: food() }));
  });

  it('[C1] a disk that dies at the commit is an error, never a "saved"', async () => {
    const phone = new Phone();
    phone.disk.beforeCommit = () => {
      throw new Error('disk died');
    };
    await expect(phone.recorder.save({ type: 'ASSESSMENT', data: food() })).rejects.toThrow('disk died');
    expect(phone.items).toEqual([]);
  });

  it('[X3] what does not fit its question is refused with the name of the field, and nothing is written', async () => {
    const phone = new Phone();
    const data = food({ malnutritionCases: -1, noSuchField: true });
    const result = await phone.recorder.save({ type: 'ASSESSMENT', data });
    expect(result).toMatchObject({ ok: false, reason: 'invalid' });
    const fields = result.ok || result.reason !== 'invalid' ? [] : result.problems.map(({ field }) => field);
    expect(fields.sort()).toEqual(['malnutritionCases', 'noSuchField']);
    expect(phone.items).toEqual([]);
  });

  it('two saves are two records, in the order in which they were captured', async () => {
    const phone = new Phone();
    const [one, two] = [await phone.save(food()), await phone.save(food())];
    expect(one.id).not.toBe(two.id);
    expect(phone.items.map(({ recordId, seq }) => [recordId, seq])).toEqual([
      [one.id, 1],
      [two.id, 2],
    ]);
  });

  it('saves at the same moment from two tabs each have their place', async () => {
    const phone = new Phone();
    await Promise.all(Array.from({ length: 10 }, (_, n) => phone.save(food({ malnutritionCases: n }))));
    expect(phone.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(phone.meta('counts')).toMatchObject({ normal: 10 });
  });

  it('a person’s choice moves the record into its band', async () => {
    const phone = new Phone();
    const record = recordOf(
      await phone.recorder.save({ type: 'ASSESSMENT', data: food(), priority: 'HIGH' }),
    );
    expect([record.band, phone.itemOf(record.id).choice]).toEqual(['HIGH', 'HIGH']);
  });

  it('counts the size of an item in bytes, not in letters', async () => {
    const phone = new Phone();
    const latin = phone.itemOf((await phone.save(food({ additionalDetails: 'x'.repeat(900) }))).id);
    const ethiopic = phone.itemOf((await phone.save(food({ additionalDetails: 'ሀ'.repeat(900) }))).id);
    expect(ethiopic.sizeBytes - latin.sizeBytes).toBe(1_800);
  });
});

describe('editing', () => {
  it('[C2] before the first send it is still one item, with the effect of all edits', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 1 }));
    await phone.edit(id, { malnutritionCases: 2 });
    await phone.edit(id, { feedingProgramExists: true, malnutritionCases: undefined });
    const item = phone.itemOf(id);
    expect(item).toMatchObject({ action: 'CREATE', data: food({ feedingProgramExists: true }) });
    expect(item.data).toEqual(phone.record(id)?.data);
  });

  it('sends only what differs from what the person looked at', async () => {
    const { phone, id } = await withKnown(food({ malnutritionCases: 1 }));
    await phone.edit(id, { malnutritionCases: 5 });
    expect(phone.itemOf(id)).toMatchObject({ action: 'UPDATE', base: 1, patch: { malnutritionCases: 5 } });
  });

  it('saved again unchanged there is nothing to send', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, {});
    expect(phone.items).toEqual([]);
    expect(phone.record(id)?.state).toBe('office');
  });

  it('[K1] a change of the same answer that the form did not show is not overwritten unseen', async () => {
    const { phone, id } = await withKnown(food({ malnutritionCases: 1 }));
    const shown = { data: food({ malnutritionCases: 1 }), version: 1 };
    await pull(phone, id, 2, food({ malnutritionCases: 7 }));
    recordOf(await phone.recorder.update({ id, data: food({ malnutritionCases: 3 }), shown }));
    expect(phone.itemOf(id)).toMatchObject({ base: 1, patch: { malnutritionCases: 3 } });
  });

  it('[R2] a change of another answer that came while the form was open stays', async () => {
    const { phone, id } = await withKnown(food({ malnutritionCases: 1 }));
    const shown = { data: food({ malnutritionCases: 1 }), version: 1 };
    await pull(phone, id, 2, food({ malnutritionCases: 1, feedingProgramExists: true }));
    recordOf(await phone.recorder.update({ id, data: food({ malnutritionCases: 3 }), shown }));
    expect(phone.itemOf(id)).toMatchObject({ base: 2, patch: { malnutritionCases: 3 } });
    expect(phone.record(id)?.data).toEqual(food({ malnutritionCases: 3, feedingProgramExists: true }));
  });

  it('[X3] an edit that leaves the record unfit is refused, and the record stays as it was', async () => {
    const { phone, id } = await withKnown();
    const result = await phone.recorder.update({ id, data: food({ malnutritionCases: 1.5 }) });
    expect(result).toMatchObject({ ok: false, problems: [{ field: 'malnutritionCases' }] });
    expect([phone.items, phone.record(id)?.data]).toEqual([[], food()]);
  });

  it('a record that is not there, or no more, is gone', async () => {
    const phone = new Phone();
    const gone = { ok: false, reason: 'gone' };
    const unknown = testId(1, 99) as RecordId;
    expect(await phone.recorder.update({ id: unknown, data: food() })).toEqual(gone);
    expect(await phone.recorder.remove(unknown)).toEqual(gone);
    const { phone: other, id } = await withKnown();
    recordOf(await other.recorder.remove(id));
    expect(await other.recorder.update({ id, data: food({ malnutritionCases: 2 }) })).toEqual(gone);
  });

  it('[S4] an edit that makes it critical moves it to the front', async () => {
    const phone = new Phone();
    const { id } = await phone.save(cholera({ commonHealthIssues: [] }));
    expect(phone.itemOf(id).lane).toBe('records');
    await phone.edit(id, { commonHealthIssues: ['CHOLERA'] });
    expect(phone.itemOf(id)).toMatchObject({ lane: 'critical', score: 85 });
    expect(phone.meta('counts')).toMatchObject({ critical: 1, high: 0 });
  });
});

describe('removing', () => {
  it('before anyone knew of it leaves nothing to send and nothing to see', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    recordOf(await phone.recorder.remove(id));
    expect([phone.items, phone.record(id)]).toEqual([[], undefined]);
    expect(phone.meta('counts')).toMatchObject({ normal: 0 });
  });

  it('of a known record is one item, pressed twice too', async () => {
    const { phone, id } = await withKnown();
    await Promise.all([phone.recorder.remove(id), phone.recorder.remove(id)]);
    expect(phone.itemOf(id)).toMatchObject({ action: 'DELETE', base: 1 });
    expect(phone.record(id)?.deleted).toBe(true);
    await phone.drainAll();
    expect([phone.items, phone.record(id)]).toEqual([[], undefined]);
  });
});

describe('what goes with what', () => {
  it('[S4] an assessment goes with the urgency of the response that waits for it', async () => {
    const phone = new Phone();
    const assessment = await phone.save(food());
    const response = recordOf(
      await phone.recorder.save({ type: 'RESPONSE', data: waterDelivery(assessment.id), priority: 'HIGH' }),
    );
    expect(phone.itemOf(response.id).dependsOn).toEqual([assessment.id]);
    expect(phone.itemOf(assessment.id)).toMatchObject({ score: 40, chainScore: 60 });
  });

  it('[S4] urgency reaches through a chain: what its creation and its creation’s needs wait for', async () => {
    const phone = new Phone();
    const assessment = await phone.save(food());
    const response = await phone.save(waterDelivery(assessment.id));
    recordOf(
      await phone.recorder.update({
        id: response.id,
        data: phone.record(response.id)?.data ?? {},
        priority: 'HIGH',
      }),
    );
    expect(phone.itemOf(assessment.id).chainScore).toBe(60);
  });

  it('[S4] a response goes right behind its assessment, before what was captured between the two', async () => {
    const phone = new Phone();
    const assessment = await phone.save(food());
    phone.clock.set(MORNING + 3_600_000);
    const between = await phone.save(food({ peopleAffected: 900 }));
    await phone.save(food());
    phone.clock.set(MORNING + 2 * 3_600_000);
    const response = recordOf(
      await phone.recorder.save({ type: 'RESPONSE', data: waterDelivery(assessment.id), priority: 'HIGH' }),
    );
    expect(phone.itemOf(response.id)).toMatchObject({
      chainScore: 60,
      order: phone.itemOf(assessment.id).order,
      capturedAt: MORNING + 2 * 3_600_000,
      alone: true,
    });
    expect(phone.itemOf(between.id)).toMatchObject({ chainScore: 60 });
    const waiting = await phone.store.read((tx) => tx.waitingItems({ lane: 'records', limit: 3 }));
    expect(waiting.map(({ recordId }) => recordId)).toEqual([assessment.id, response.id, between.id]);
  });

  it('[S4] one made two days later keeps its own place', async () => {
    const phone = new Phone();
    const assessment = await phone.save(food());
    phone.clock.set(MORNING + 2 * 86_400_000);
    const late = recordOf(
      await phone.recorder.save({ type: 'RESPONSE', data: waterDelivery(assessment.id), priority: 'HIGH' }),
    );
    const { order, capturedAt } = phone.itemOf(late.id);
    expect(order).toBe(orderOf(60, capturedAt));
  });

  it('[S4] a response does not go early for an edit of its assessment, which it does not wait for', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, { malnutritionCases: 5 });
    phone.clock.set(MORNING + 9 * 3_600_000);
    const response = recordOf(
      await phone.recorder.save({ type: 'RESPONSE', data: waterDelivery(id), priority: 'HIGH' }),
    );
    const { order, chainScore, capturedAt } = phone.itemOf(response.id);
    const edited = phone.itemOf(id);
    expect(chainScore).toBe(edited.chainScore);
    expect(order).toBe(orderOf(chainScore, capturedAt));
    expect(order).toBeGreaterThan(edited.order);
  });

  it('[S3] an edit that refers to a record for the first time goes behind that record', async () => {
    const { phone, id } = await withKnown(waterDelivery(undefined));
    const assessment = await phone.save(food());
    await phone.edit(id, { assessmentId: assessment.id });
    expect(phone.itemOf(id)).toMatchObject({ action: 'UPDATE', dependsOn: [assessment.id] });
    await phone.edit(id, { status: 'DELIVERED' });
    expect(phone.itemOf(id).dependsOn).toEqual([assessment.id]);
  });
});
