import type { CommandId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { testId } from './testing/build-item.ts';
import { MORNING } from './testing/manual-clock.ts';
import { cholera, food, Phone } from './testing/phone.ts';

const HUNGER = { field: 'data.malnutritionCases', operator: 'GREATER_THAN', value: 10, modifier: 0 } as const;
const SETTINGS = {
  enabled: true,
  syncOnlyWhenCharging: false,
  minimumBatteryLevel: 30,
  maximumConcurrentOperations: 3,
  syncIntervalMinutes: 15,
  maxRetryAttempts: 5,
  priorityThreshold: 'LOW',
} as const;

describe('what the office asks of the phone', () => {
  const command = (n: number): CommandId => testId(4, n) as CommandId;

  it('a pause holds, is reported as done, and ends when the office says so', async () => {
    const phone = new Phone();
    await phone.save(food());
    const ended = phone.drain({ pull: true });
    const ask = await phone.transport.next();
    ask.accept({}, { commands: [{ id: command(1), kind: 'pause', by: 'Ibrahim Mustapha' }] });
    const report = await phone.transport.next();
    expect(report.request).toMatchObject({ done: [command(1)], wantBytes: 0 });
    expect(report.request).not.toHaveProperty('operations');
    report.reply();
    expect(await ended).toBe('held');
    expect(phone.meta('pauses')).toMatchObject([{ reason: 'office', by: 'Ibrahim Mustapha' }]);

    await phone.save(food());
    expect(await phone.drain({ manual: true })).toBe('held');
    const asking = phone.drain({ pull: true });
    const question = await phone.transport.next();
    expect(question.request).not.toHaveProperty('operations');
    question.reply({ commands: [{ id: command(2), kind: 'resume' }] });
    const flowing = await phone.transport.next();
    expect(flowing.operations).toHaveLength(1);
    flowing.accept();
    expect(await asking).toBe('done');
    expect([phone.meta('pauses'), phone.items]).toEqual([[], []]);
  });

  it('settings are kept; a command that is repeated while its report is under way is not carried out again', async () => {
    const phone = new Phone();
    const settings = { ...(await phone.store.read(async (tx) => tx.getMeta('settings'))), ...SETTINGS };
    const ended = phone.drain({ pull: true });
    const repeated = { id: command(1), kind: 'settings', settings } as const;
    (await phone.transport.next()).reply({ commands: [repeated] });
    const report = await phone.transport.next();
    expect([phone.meta('settings'), report.request.done]).toEqual([settings, [command(1)]]);
    report.reply({ commands: [repeated] });
    expect(await ended).toBe('done');
    expect([phone.meta('commandsDone'), phone.transport.asked.length]).toEqual([[], 2]);
  });

  it('a config is kept, its version asked with, and its rules score what is captured next', async () => {
    const phone = new Phone();
    const rule = {
      id: 'r',
      name: 'Hunger',
      entityType: 'ASSESSMENT',
      conditions: [HUNGER],
      priorityModifier: 50,
    } as const;
    const config = {
      version: 7,
      rules: [
        {
          ...rule,
          conditions: [HUNGER],
          isActive: true,
          createdBy: 'x',
          createdAt: '2026-01-01T00:00:00.000Z',
        },
      ],
      affectedEntities: [],
    };
    await phone.drainAll({ config }, { pull: true });
    const record = await phone.save(food({ malnutritionCases: 50 }));
    expect([record.score, record.reason, record.band]).toEqual([90, 'Hunger', 'CRITICAL']);
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(ask.request.config).toBe(7);
    ask.accept();
    await ended;
  });

  it('the heartbeat says what is still on the phone once the request is in, and is not repeated for nothing', async () => {
    const phone = new Phone();
    await phone.save(cholera());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(ask.request.heartbeat?.queue).toEqual({ critical: 0, high: 0, normal: 0, low: 0, needsYou: 0 });
    ask.accept();
    await ended;
    await phone.drainAll({}, { pull: true });
    expect(phone.transport.asked.at(-1)?.request).not.toHaveProperty('heartbeat');
  });

  it('[S7] the heartbeat names the oldest critical record that stays behind, on the shelf too', async () => {
    const phone = new Phone();
    await phone.save(cholera());
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'rejected', code: 'VALIDATION', message: 'no' } });
    });
    await phone.clock.advance(3_600_000);
    await phone.save(food());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(ask.request.heartbeat).toMatchObject({
      queue: { critical: 1, needsYou: 1 },
      oldestCriticalAt: new Date(MORNING).toISOString(),
    });
    ask.accept();
    await ended;
  });
});
