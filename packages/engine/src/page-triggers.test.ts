import { describe, expect, it } from 'vitest';
import { noteReading } from './note-reading.ts';
import { PageTriggers } from './page-triggers.ts';
import { readOutlook } from './read-outlook.ts';
import { SyncScheduler } from './sync-scheduler.ts';
import { MORNING, settled } from './testing/manual-clock.ts';
import { food, Phone } from './testing/phone.ts';
import { seededRandom } from './testing/seeded-random.ts';

/** A page whose drains are only noted. */
function open(phone = new Phone()) {
  const drained: string[] = [];
  const told: unknown[] = [];
  const asked: string[][] = [];
  let unsent = false;
  const scheduler = new SyncScheduler({
    clock: phone.clock,
    random: seededRandom(4),
    drain: ({ trigger }) => {
      drained.push(trigger);
      return Promise.resolve('done');
    },
    outlook: () => phone.store.read((tx) => readOutlook(tx, phone.clock.now())),
    page: () => triggers.page,
    idle: () => Promise.resolve(),
    planned: () => Promise.resolve(),
    failed: (error) => {
      throw error;
    },
  });
  const triggers: PageTriggers = new PageTriggers(
    {
      store: phone.store,
      scheduler,
      detector: {
        browser: (online) => told.push({ online }),
        network: (type) => told.push({ type }),
        check: () => told.push('check'),
      },
      hasUnsent: () => Promise.resolve(unsent),
      askWorker: (lanes) => asked.push([...lanes]),
      failed: (error) => {
        throw error;
      },
    },
    true,
  );
  const leave = (withUnsent: boolean): void => {
    unsent = withUnsent;
    triggers.visibility({ visible: false, at: phone.clock.now() });
  };
  return { phone, triggers, drained, told, asked, leave };
}

describe('what a page does about what it sees', () => {
  it('opens with an exchange, and asks whether the office is there only after it', async () => {
    const { triggers, drained, told, asked } = open();
    await triggers.start(true);
    expect([drained, told, asked]).toEqual([['start'], [{ online: true }], []]);
  });

  it('[S5] leaves a tag with the browser when it opens with the radio off', async () => {
    const { triggers, asked } = open();
    await triggers.start(false);
    expect(asked).toEqual([['critical', 'records']]);
  });

  it('[S5] leaves a tag with the browser when the radio goes off: the page may be killed before it is back', async () => {
    const { phone, triggers, asked, drained, told } = open();
    triggers.online(false);
    expect([asked, told]).toEqual([[['critical', 'records']], [{ online: false }]]);
    triggers.online(true);
    await phone.clock.advance(1_000);
    expect(asked).toHaveLength(1);
    expect([drained, told.at(-1)]).toEqual([['online'], { online: true }]);
  });

  it('leaves what is unsent to the worker when nobody looks any more, and looks when somebody does', async () => {
    const { phone, triggers, leave, asked, drained, told } = open();
    leave(false);
    await settled();
    expect(asked).toEqual([]);
    leave(true);
    await settled();
    expect([asked, drained]).toEqual([[['critical', 'records']], []]);
    triggers.visibility({ visible: true, at: phone.clock.now() });
    await settled();
    expect([drained, told]).toEqual([['visible'], ['check']]);
    expect(phone.meta('visibility')).toEqual({ visible: true, at: MORNING });
  });

  it('[P1] sends when a rule ends: the charger was plugged in, the hotspot left', async () => {
    const { phone, triggers, drained, told } = open();
    await phone.save(food());
    triggers.power({ level: 10, charging: false, at: phone.clock.now() });
    await settled();
    triggers.power({ level: 9, charging: false, at: phone.clock.now() });
    await settled();
    expect(drained).toEqual([]);
    triggers.power({ level: 9, charging: true, at: phone.clock.now() });
    await settled();
    expect(drained).toEqual(['save']);
    triggers.network({ type: 'cellular', saveData: false, at: phone.clock.now() });
    await settled();
    expect([drained, told]).toEqual([['save'], [{ type: 'cellular' }]]);
  });

  it('notes how busy the phone is, for the plan and for the worker', async () => {
    const { phone, triggers } = open();
    for (const [state, pressed] of [
      ['serious', true],
      ['fair', false],
      ['critical', true],
      ['nominal', false],
    ] as const) {
      triggers.pressure({ state, at: MORNING });
      expect(triggers.page).toEqual({ visible: true, pressed });
      await settled();
      expect(phone.meta('pressure')).toEqual({ state, at: MORNING });
    }
  });
});

describe('a reading that is written down', () => {
  it('is told to have freed something only when it did', async () => {
    const { store, clock } = new Phone();
    const level = (level: number) => noteReading(store, 'power', { level, charging: false, at: clock.now() });
    expect([await level(80), await level(10), await level(9), await level(20)]).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});
