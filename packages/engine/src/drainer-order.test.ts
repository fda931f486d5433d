import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { UNMEASURED_LINK } from './core/link-estimator.ts';
import { AT_RISK_BYTES } from './core/pace.ts';
import { MORNING } from './testing/manual-clock.ts';
import { cholera, food, Phone, waterDelivery } from './testing/phone.ts';

describe('what goes first', () => {
  it('[S4] critical records, then by score, then by age', async () => {
    const phone = new Phone();
    const plain = await phone.save(food());
    const urgent = await phone.save(food({ peopleAffected: 900 }));
    const critical = await phone.save(cholera());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(ask.operations.map(({ entityId }) => entityId)).toEqual([critical.id, urgent.id, plain.id]);
    ask.accept();
    await ended;
  });

  it('[S3] a response behind its assessment, in the same batch', async () => {
    const phone = new Phone();
    const assessment = await phone.save(food());
    const response = await phone.save(waterDelivery(assessment.id));
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(ask.operations.map(({ entityId }) => entityId)).toEqual([assessment.id, response.id]);
    expect(ask.operations[1]?.dependsOn).toEqual([assessment.id]);
    ask.accept();
    await ended;
  });

  it('[S4][S8] the first requests are one flight of the network together, whatever the link once was', async () => {
    const phone = new Phone();
    const text = 'x'.repeat(3_000);
    for (let n = 0; n < 60; n += 1) await phone.save(food({ additionalDetails: text }));
    await phone.putMeta('link', { ...UNMEASURED_LINK, goodputBytesPerSecond: 1e6, at: 0 });
    const ended = phone.drain();
    const first = await phone.transport.next();
    await phone.clock.advance(1_500);
    const flight = [first, await phone.transport.next(), await phone.transport.next()];
    const raw = flight.reduce((sum, { operations }) => sum + JSON.stringify(operations).length, 0);
    expect(raw * UNMEASURED_LINK.ratio).toBeLessThanOrEqual(AT_RISK_BYTES);
    expect(raw * UNMEASURED_LINK.ratio).toBeGreaterThan(AT_RISK_BYTES * 0.8);
    phone.transport.answerer = (ask) => {
      ask.accept();
    };
    for (const ask of flight) ask.accept();
    await ended;
  });

  it('[S4][P1] with a low battery only critical records go, and the others say why they wait', async () => {
    const phone = new Phone();
    const critical = await phone.save(cholera());
    await phone.save(food());
    await phone.putMeta('power', { level: 12, charging: false, at: MORNING });
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(ask.operations.map(({ entityId }) => entityId)).toEqual([critical.id]);
    ask.accept();
    await ended;
    expect(phone.items).toHaveLength(1);
    expect(phone.eventsNamed('hold:changed')).toEqual([{ reasons: ['battery'] }]);
  });

  it('[P1] with a threshold only what reaches it goes', async () => {
    const phone = new Phone();
    await phone.putMeta('settings', { ...DEFAULT_SETTINGS, priorityThreshold: 'HIGH' });
    const plain = await phone.save(food());
    const high = await phone.save(food({ peopleAffected: 900 }));
    const critical = await phone.save(cholera());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(ask.operations.map(({ entityId }) => entityId)).toEqual([critical.id, high.id]);
    ask.accept();
    expect(await ended).toBe('done');
    expect(phone.items.map(({ recordId }) => recordId)).toEqual([plain.id]);
    expect(phone.eventsNamed('hold:changed')).toEqual([{ reasons: ['threshold'] }]);
  });

  it('[P1] a pause stops a session before its next request', async () => {
    const phone = new Phone();
    await phone.save(food());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    await phone.putMeta('pauses', [{ reason: 'user', since: MORNING }]);
    await phone.save(food());
    ask.accept();
    expect([await ended, phone.transport.asked.length, phone.items.length]).toEqual(['held', 1, 1]);
    expect(await phone.drain({ manual: true, pull: true })).toBe('held');
    expect(phone.transport.asked).toHaveLength(1);
  });
});
