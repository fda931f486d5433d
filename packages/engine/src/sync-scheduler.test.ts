import { describe, expect, it } from 'vitest';
import type { DrainOptions, DrainOutcome } from './drainer.ts';
import { SyncScheduler } from './sync-scheduler.ts';
import { ManualClock, MORNING, settled } from './testing/manual-clock.ts';

const INTERVAL = 5 * 60_000;

/** A scheduler whose drains a test ends by hand. */
class Rig {
  readonly clock = new ManualClock();
  readonly drains: { readonly options: DrainOptions; readonly end: (outcome?: DrainOutcome) => void }[] = [];
  readonly failures: unknown[] = [];
  outlook = { notBefore: 0, waiting: false, intervalMs: INTERVAL };
  /** Runs while the scheduler asks for the outlook. */
  whilePlanning: () => void = () => undefined;
  readonly scheduler = new SyncScheduler({
    clock: this.clock,
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
    failed: (error) => {
      this.failures.push(error);
    },
  });

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
    rig.outlook = { notBefore: MORNING + 60_000, waiting: false, intervalMs: INTERVAL };
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
    rig.outlook = { notBefore: MORNING + 60_000, waiting: true, intervalMs: INTERVAL };
    void rig.scheduler.trigger('start');
    await rig.end('lost');
    await rig.clock.advance(60_000);
    expect(rig.triggers).toEqual(['start', 'timer']);
    await rig.end();
  });

  it('[S6] soon, when another context was at it: it may have died', async () => {
    const rig = new Rig();
    rig.outlook = { notBefore: 0, waiting: true, intervalMs: INTERVAL };
    void rig.scheduler.trigger('start');
    await rig.end('busy');
    await rig.clock.advance(10_000);
    expect(rig.drains).toHaveLength(2);
    await rig.end();
  });

  it('when the link is back, unless a drain found that out itself', async () => {
    const rig = new Rig();
    rig.scheduler.recovered();
    rig.scheduler.recovered();
    expect(rig.drains.map(({ options }) => [options.trigger, options.ignoreBackoff])).toEqual([
      ['online', true],
    ]);
    await rig.end();
    expect(rig.drains).toHaveLength(1);
  });

  it('[S5] again after a drain or an outlook that threw, which somebody is told of', async () => {
    const rig = new Rig();
    const broken = new SyncScheduler({
      clock: rig.clock,
      drain: (options) => {
        rig.drains.push({ options, end: () => undefined });
        return Promise.reject(new Error('drain'));
      },
      outlook: () => Promise.reject(new Error('outlook')),
      failed: (error) => {
        rig.failures.push(error);
      },
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
