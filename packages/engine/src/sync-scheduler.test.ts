import { describe, expect, it } from 'vitest';
import type { NextLook } from './core/look.ts';
import type { Outlook } from './core/next-look.ts';
import type { DrainOptions, DrainOutcome } from './drainer.ts';
import { SyncScheduler, type SchedulerPorts } from './sync-scheduler.ts';
import { ManualClock, MORNING, settled } from './testing/manual-clock.ts';

const INTERVAL = 5 * 60_000;

const outlookOf = (change: Partial<Outlook> = {}): Outlook => ({
  intervalMs: INTERVAL,
  sendable: 0,
  critical: false,
  earliestItemAt: null,
  notBefore: 0,
  policy: { lanes: ['critical', 'records'], lookAgainAt: null, mayAsk: false },
  ...change,
});

/** A scheduler whose drains a test ends by hand. */
class Rig {
  readonly clock = new ManualClock();
  readonly drains: { readonly options: DrainOptions; readonly end: (outcome?: DrainOutcome) => void }[] = [];
  readonly failures: unknown[] = [];
  outlook = outlookOf();
  page = { visible: true, pressed: false };
  roll = 0.5;
  readonly planned: NextLook[] = [];
  idle: () => Promise<void> = () => Promise.resolve();
  /** Runs while the scheduler asks for the outlook. */
  whilePlanning: () => void = () => undefined;
  readonly ports: SchedulerPorts = {
    clock: this.clock,
    random: { roll: () => this.roll },
    drain: (options) =>
      new Promise((resolve) => {
        this.drains.push({
          options,
          end: (outcome = 'done') => {
            resolve(outcome);
          },
        });
      }),
    outlook: () => {
      this.whilePlanning();
      return Promise.resolve(this.outlook);
    },
    page: () => this.page,
    idle: () => this.idle(),
    planned: (look) => {
      this.planned.push(look);
      return Promise.resolve();
    },
    failed: (error) => {
      this.failures.push(error);
    },
  };
  readonly scheduler = new SyncScheduler(this.ports);

  get triggers(): string[] {
    return this.drains.map(({ options }) => options.trigger);
  }

  async end(outcome?: DrainOutcome): Promise<void> {
    this.drains.at(-1)?.end(outcome);
    await settled();
  }
}

describe('when a page drains', () => {
  it('on a trigger at once, one drain at a time, and once more for all that came meanwhile', async () => {
    const rig = new Rig();
    const first = rig.scheduler.trigger('start');
    const others = [rig.scheduler.trigger('visible'), rig.scheduler.trigger('timer')];
    expect(rig.triggers).toEqual(['start']);
    await rig.end();
    expect(rig.triggers).toEqual(['start', 'timer']);
    await rig.end();
    await Promise.all([first, ...others]);
    expect(rig.drains).toHaveLength(2);
  });

  it('a person’s wish is kept while others come, and overrides backoff', async () => {
    const rig = new Rig();
    void rig.scheduler.trigger('save');
    void rig.scheduler.trigger('manual');
    void rig.scheduler.trigger('timer');
    await rig.end();
    expect(rig.drains.map(({ options }) => [options.trigger, options.manual])).toEqual([
      ['save', false],
      ['manual', true],
    ]);
    await rig.end();
  });

  it('[S5] a trigger while the next drain is being planned is not forgotten', async () => {
    const rig = new Rig();
    void rig.scheduler.trigger('start');
    rig.whilePlanning = () => {
      rig.whilePlanning = () => undefined;
      void rig.scheduler.trigger('manual');
    };
    await rig.end();
    expect(rig.triggers).toEqual(['start', 'manual']);
    await rig.end();
  });

  it('a breath after a save, so that several saves make one request', async () => {
    const rig = new Rig();
    rig.scheduler.saved();
    await rig.clock.advance(200);
    rig.scheduler.saved();
    expect(rig.drains).toEqual([]);
    await rig.clock.advance(100);
    expect(rig.drains.map(({ options }) => [options.trigger, options.pull])).toEqual([['save', false]]);
    await rig.end();
    rig.scheduler.saved();
    await rig.clock.advance(300);
    expect(rig.triggers).toEqual(['save', 'save']);
    await rig.end();
  });

  it('[P2] each interval, and not more often when nothing waits', async () => {
    const rig = new Rig();
    rig.outlook = outlookOf({ notBefore: MORNING + 60_000 });
    void rig.scheduler.trigger('start');
    await rig.end();
    await rig.clock.advance(INTERVAL - 1);
    expect(rig.drains).toHaveLength(1);
    await rig.clock.advance(1);
    expect(rig.drains.map(({ options }) => [options.trigger, options.pull])).toEqual([
      ['start', true],
      ['timer', true],
    ]);
    await rig.end();
  });

  it('when backoff ends, if something waits', async () => {
    const rig = new Rig();
    rig.outlook = outlookOf({ notBefore: MORNING + 60_000, sendable: 1 });
    void rig.scheduler.trigger('start');
    await rig.end('lost');
    await rig.clock.advance(60_000);
    expect(rig.triggers).toEqual(['start', 'timer']);
    await rig.end();
  });

  it('[S6] soon, when another context was at it: it may have died', async () => {
    const rig = new Rig();
    rig.outlook = outlookOf({ sendable: 1 });
    void rig.scheduler.trigger('start');
    await rig.end('busy');
    await rig.clock.advance(10_000);
    expect(rig.drains).toHaveLength(2);
    await rig.end();
  });

  it('when the link is back, unless a drain found that out itself', async () => {
    const rig = new Rig();
    rig.outlook = outlookOf({ sendable: 1, critical: true });
    rig.scheduler.recovered();
    await settled();
    rig.scheduler.recovered();
    await settled();
    expect(rig.drains.map(({ options }) => [options.trigger, options.ignoreBackoff])).toEqual([
      ['online', true],
    ]);
    await rig.end();
    expect(rig.drains).toHaveLength(1);
  });

  it('[P2] further apart while nothing is found, up to an hour, and close together again when something is', async () => {
    const rig = new Rig();
    void rig.scheduler.trigger('start');
    await rig.end();
    const gaps: number[] = [];
    for (let look = 0; look < 6; look += 1) {
      gaps.push(((rig.planned.at(-1)?.at ?? 0) - rig.clock.now()) / 60_000);
      await rig.clock.advance((rig.planned.at(-1)?.at ?? 0) - rig.clock.now());
      await rig.end();
    }
    expect(gaps).toEqual([5, 10, 20, 40, 60, 60]);
    rig.scheduler.heard();
    await settled();
    expect(rig.planned.at(-1)).toEqual({ at: rig.clock.now() + INTERVAL, why: 'interval' });
    await rig.clock.advance(INTERVAL);
    rig.scheduler.heard();
    await rig.end();
    expect(rig.planned.at(-1)).toEqual({ at: rig.clock.now() + INTERVAL, why: 'interval' });
  });

  it('[P2] three looks in an idle hour after the first, and one an hour from then on', async () => {
    const rig = new Rig();
    void rig.scheduler.trigger('start');
    await rig.end();
    const looksIn = async (minutes: number): Promise<number> => {
      const before = rig.drains.length;
      for (let minute = 0; minute < minutes; minute += 1) {
        await rig.clock.advance(60_000);
        await rig.end();
      }
      return rig.drains.length - before;
    };
    expect([await looksIn(60), await looksIn(600)]).toEqual([3, 10]);
  });

  it('[P2] once an hour while the page is hidden, and at once when it is looked at', async () => {
    const rig = new Rig();
    void rig.scheduler.trigger('start');
    await rig.end();
    rig.page = { visible: false, pressed: false };
    rig.scheduler.replan();
    await settled();
    expect(rig.planned.at(-1)).toEqual({ at: rig.clock.now() + 3_600_000, why: 'interval' });
    await rig.clock.advance(INTERVAL);
    expect(rig.triggers).toEqual(['start']);
    rig.page = { visible: true, pressed: false };
    void rig.scheduler.trigger('visible');
    await rig.end();
    expect(rig.planned.at(-1)).toEqual({ at: rig.clock.now() + INTERVAL, why: 'interval' });
  });

  it('when the time of an item that was put off has come', async () => {
    const rig = new Rig();
    rig.outlook = outlookOf({ sendable: 1, earliestItemAt: MORNING + 42_000 });
    void rig.scheduler.trigger('start');
    await rig.end();
    expect(rig.planned).toEqual([{ at: MORNING + 42_000, why: 'item' }]);
    await rig.clock.advance(42_000);
    expect(rig.triggers).toEqual(['start', 'timer']);
    await rig.end();
  });

  it('asks for news only when the browser has nothing better to do, and sends without asking it', async () => {
    const rig = new Rig();
    let free: () => void = () => undefined;
    rig.idle = () => new Promise((resolve) => (free = resolve));
    void rig.scheduler.trigger('start');
    await rig.end();
    await rig.clock.advance(INTERVAL);
    expect(rig.triggers).toEqual(['start']);
    rig.outlook = outlookOf({ sendable: 1, notBefore: rig.clock.now() + 1_000 });
    free();
    await settled();
    expect(rig.triggers).toEqual(['start', 'timer']);
    await rig.end('lost');
    await rig.clock.advance(1_000);
    expect(rig.triggers).toEqual(['start', 'timer', 'timer']);
    await rig.end();
  });

  it('spread over a second after a mast comes back, unless something critical waits', async () => {
    const rig = new Rig();
    rig.roll = 0.7;
    rig.outlook = outlookOf({ sendable: 4 });
    rig.scheduler.recovered();
    await rig.clock.advance(699);
    expect(rig.triggers).toEqual([]);
    await rig.clock.advance(1);
    expect(rig.triggers).toEqual(['online']);
    await rig.end();
    rig.outlook = outlookOf({ sendable: 4, critical: true });
    rig.scheduler.recovered();
    await settled();
    expect(rig.triggers).toEqual(['online', 'online']);
    await rig.end();
  });

  it('[S5] again after a drain or an outlook that threw, which somebody is told of', async () => {
    const rig = new Rig();
    const broken = new SyncScheduler({
      ...rig.ports,
      drain: (options) => {
        rig.drains.push({ options, end: () => undefined });
        return Promise.reject(new Error('drain'));
      },
      outlook: () => Promise.reject(new Error('outlook')),
    });
    await broken.trigger('start');
    expect(rig.failures.map(String)).toEqual(['Error: drain', 'Error: outlook']);
    await rig.clock.advance(INTERVAL);
    expect(rig.triggers).toEqual(['start', 'timer']);
    broken.stop();
  });

  it('never once it is stopped, and what runs is told', async () => {
    const rig = new Rig();
    void rig.scheduler.trigger('start');
    rig.scheduler.saved();
    rig.scheduler.stop();
    expect(rig.drains[0]?.options.signal.aborted).toBe(true);
    await rig.end('stopped');
    await rig.scheduler.trigger('manual');
    await rig.clock.advance(10 * INTERVAL);
    expect(rig.drains).toHaveLength(1);
    expect(rig.clock.sleeping).toBe(0);
  });
});
