import type { CommandId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from './core/preferences.ts';
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

const LATER = { status: 'retry', code: 'BUSY', afterMs: 3_600_000 } as const;

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

  it('a phone with records left says with the report how it is now, though it said so a moment ago', async () => {
    const phone = new Phone();
    await phone.save(food());
    await phone.save(food());
    const first = phone.drain();
    const sending = await phone.transport.next();
    sending.reply({ verdicts: { judged: 2, except: [0, 1].map((at) => [at, LATER]) } });
    await first;
    const ended = phone.drain({ pull: true });
    const ask = await phone.transport.next();
    ask.reply({ commands: [{ id: command(1), kind: 'pause', by: 'Ibrahim Mustapha' }] });
    const report = await phone.transport.next();
    expect(report.request).toMatchObject({
      done: [command(1)],
      heartbeat: { queue: { normal: 2 }, status: { holdReasons: ['office'] } },
    });
    report.reply();
    expect(await ended).toBe('held');
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

  describe('[P2] an idle phone', () => {
    const idle = async (): Promise<Phone> => {
      const phone = new Phone();
      await phone.save(food());
      await phone.drainAll({}, { pull: true });
      phone.transport.asked.length = 0;
      return phone;
    };
    const looks = async (phone: Phone): Promise<unknown> => {
      await phone.drainAll({}, { pull: true });
      return phone.transport.asked.at(-1)?.request.heartbeat;
    };
    const level = (phone: Phone, percent: number): Promise<void> =>
      phone.putMeta('power', { level: percent, charging: false, at: phone.clock.now() });

    it('tells nothing that it told before, for a day, and stays within 300 bytes', async () => {
      const phone = await idle();
      for (let hour = 1; hour < 24; hour += 1) {
        await phone.clock.advance(3_600_000);
        expect(await looks(phone)).toBeUndefined();
      }
      await phone.clock.advance(3_600_000);
      expect(await looks(phone)).toMatchObject({ queue: { normal: 0 } });
      const sizes = phone.transport.asked.slice(0, -1).map(({ request }) => JSON.stringify(request).length);
      expect(Math.max(...sizes)).toBeLessThan(160);
    });

    it('tells of a fifth of its battery, of a rule that holds and of a setting, and not of the link', async () => {
      const phone = await idle();
      await level(phone, 79);
      expect(await looks(phone)).toBeDefined();
      await level(phone, 61);
      expect(await looks(phone)).toBeUndefined();
      await level(phone, 59);
      expect(await looks(phone)).toMatchObject({ status: { connectivity: { batteryLevel: 59 } } });
      await level(phone, 19);
      expect(await looks(phone)).toMatchObject({ status: { holdReasons: ['battery'] } });
      await phone.putMeta('settings', SETTINGS);
      expect(await looks(phone)).toMatchObject({ settings: SETTINGS });
      await phone.drainAll(
        (ask) => {
          ask.fail('TIMEOUT');
        },
        { pull: true },
      );
      await phone.clock.advance(60_000);
      expect(await looks(phone)).toBeUndefined();
    });

    it('says all of it again to an office that began anew', async () => {
      const phone = await idle();
      const before = phone.transport.asked.length;
      const ended = phone.drain({ pull: true });
      (await phone.transport.next()).accept({}, { restarted: true });
      /* It gives back what that office has lost, and says all of itself with it. */
      (await phone.transport.next()).accept();
      await ended;
      const heartbeats = phone.transport.asked.slice(before).map(({ request }) => request.heartbeat);
      expect(heartbeats).toEqual([undefined, expect.anything()]);
    });

    it('tells again after its clock was set back beyond the last report', async () => {
      const phone = await idle();
      phone.clock.set(MORNING - 86_400_000);
      expect(await looks(phone)).toBeDefined();
    });
  });

  it('figures on how sending went go along only where the person agreed to that', async () => {
    const phone = new Phone();
    const told = async (): Promise<unknown> => {
      await phone.save(cholera());
      await phone.drainAll((ask) => {
        ask.accept({ 0: { status: 'rejected', code: 'VALIDATION', message: 'no' } });
      });
      await phone.clock.advance(900_000);
      await phone.drainAll({}, { pull: true });
      return phone.transport.asked.at(-1)?.request.heartbeat;
    };
    expect(await told()).toMatchObject({ queue: { critical: 1 } });
    expect(await told()).not.toHaveProperty('metrics');
    await phone.putMeta('preferences', { ...DEFAULT_PREFERENCES, metricsConsent: true });
    expect(await told()).toMatchObject({ metrics: { historical: expect.any(Array) as unknown } });
  });

  it('[P1] nothing leaves a phone whose person has not agreed, not even a sign of life', async () => {
    const phone = new Phone();
    await phone.putMeta('preferences', { ...DEFAULT_PREFERENCES, syncConsent: false });
    await phone.save(cholera());
    for (const options of [{ pull: true }, { manual: true, pull: true }, { ignoreBackoff: true, pull: true }])
      expect(await phone.drain(options)).toBe('held');
    expect(phone.meta('session'), 'a session that sent nothing').toBeUndefined();
    expect(phone.transport.asked).toEqual([]);
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
