import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { AlertBook, Looked } from '../fleet-ports.ts';
import { CriticalWatch } from './critical-watch.ts';
import type { BusMessage } from './event-bus.ts';
import { InProcessBus } from './event-bus.ts';

/** A watch whose pauses end when the test says so. */
class Watched {
  readonly bus = new InProcessBus();
  readonly said: BusMessage['kind'][] = [];
  readonly pauses: number[] = [];
  readonly looks: Looked[] = [];
  looked = 0;
  private readonly stop = new AbortController();
  private readonly waiting = new Set<() => void>();
  private readonly settled: (() => void)[] = [];
  private readonly running: Promise<void>;
  readonly watch: CriticalWatch;

  constructor(...looks: (Looked | Error)[]) {
    this.bus.subscribe(({ kind }) => this.said.push(kind));
    const look = (): Promise<Looked> => {
      this.looked += 1;
      const next = looks.shift() ?? { changed: 0, more: false };
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    };
    const alerts = { look, limit: () => Promise.resolve({ minutes: 60 }) } as unknown as AlertBook;
    const pause = (ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        this.pauses.push(ms);
        const over = (): void => {
          this.waiting.delete(over);
          resolve();
        };
        this.waiting.add(over);
        if (signal.aborted) over();
        signal.addEventListener('abort', over, { once: true });
        for (const tell of this.settled.splice(0)) tell();
      });
    const log = pino({ level: 'silent' });
    this.watch = new CriticalWatch({ alerts, bus: this.bus, clock: () => 0, log, pause });
    this.running = this.watch.run(this.stop.signal);
  }

  /** Resolves when it pauses next. */
  paused(): Promise<void> {
    return new Promise((resolve) => this.settled.push(resolve));
  }

  endPause(): void {
    for (const over of this.waiting) over();
  }

  end(): Promise<void> {
    this.stop.abort();
    return this.running;
  }
}

describe('the watch over devices that hold critical records', () => {
  it('looks at the start, and tells the jobs only of what has changed', async () => {
    const quiet = new Watched();
    await quiet.paused();
    expect([quiet.looked, quiet.said]).toEqual([1, []]);
    await quiet.end();
    const busy = new Watched({ changed: 2, more: false });
    await busy.paused();
    expect(busy.said).toEqual(['jobs']);
    await busy.end();
  });

  it('goes on at once while there is more', async () => {
    const watched = new Watched({ changed: 500, more: true }, { changed: 3, more: false });
    await watched.paused();
    expect(watched.looked).toBe(2);
    await watched.end();
  });

  it('looks again soon after a report, not for each of them', async () => {
    const watched = new Watched();
    await watched.paused();
    const gathering = watched.paused();
    watched.bus.publish({ kind: 'device', deviceId: 'a' as never });
    watched.bus.publish({ kind: 'device', deviceId: 'b' as never });
    await gathering;
    expect([watched.looked, watched.pauses]).toEqual([1, [30_000, 1_000]]);
    const again = watched.paused();
    watched.endPause();
    await again;
    expect([watched.looked, watched.pauses]).toEqual([2, [30_000, 1_000, 30_000]]);
    await watched.end();
  });

  it('a database that is away ends nothing', async () => {
    const watched = new Watched(new Error('gone'));
    await watched.paused();
    const again = watched.paused();
    watched.endPause();
    await again;
    expect(watched.looked).toBe(2);
    await watched.end();
  });
});
