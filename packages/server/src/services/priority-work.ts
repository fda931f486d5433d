import type { OverrideAnswer, OverrideRequest, RecalculationProgress } from '@fieldsync/protocol';
import type { Logger } from 'pino';
import type { Act, OverrideBook } from '../priority-ports.ts';
import type { MintId } from './clock.ts';
import type { EventBus } from './event-bus.ts';
import { Nap, type Pause } from './nap.ts';
import type { Recalculation } from './recalculation.ts';
import type { Service } from './service.ts';

export interface PriorityWorkParts {
  readonly recalculation: Recalculation;
  readonly overrides: OverrideBook;
  readonly bus: EventBus;
  readonly mintId: MintId;
  readonly log: Logger;
  readonly pause?: Pause;
}

/** What another process began, or what failed here, is found this late at most. */
const LOOK_EVERY_MS = 30_000;
const ARRIVED_PAGE = 100;

/** What follows from steering priority and takes longer than a request: looked for at the start, and done when there is any. */
export class PriorityWork implements Service {
  readonly name = 'priority work';
  private readonly parts: PriorityWorkParts;
  private readonly nap: Nap;
  private readonly draining = new AbortController();
  private round: Promise<void> = Promise.resolve();

  constructor(parts: PriorityWorkParts) {
    this.parts = parts;
    this.nap = new Nap(parts.pause);
  }

  /** Sets scores by hand; records that arrive at this very moment are looked for afterwards. */
  async override(request: OverrideRequest, act: Act): Promise<OverrideAnswer | undefined> {
    const { overrides, bus, mintId } = this.parts;
    const set = await overrides.set(request, act, mintId);
    if (set === undefined) return undefined;
    if (set.moved) bus.publish({ kind: 'committed' });
    for (const { device, user, command } of set.commands)
      bus.publish({ kind: 'command', userId: user, deviceId: device, command });
    this.nap.wake();
    return set.answer;
  }

  async recalculate(act: Act): Promise<RecalculationProgress> {
    const progress = await this.parts.recalculation.begin(this.parts.mintId(), act);
    this.nap.wake();
    return progress;
  }

  progress(): Promise<RecalculationProgress | null> {
    return this.parts.recalculation.read();
  }

  async run(signal: AbortSignal): Promise<void> {
    const stop = AbortSignal.any([signal, this.draining.signal]);
    while (!stop.aborted) {
      this.nap.looks();
      this.round = this.doWhatIsDue(stop);
      await this.round;
      await this.nap.sleep(LOOK_EVERY_MS, stop);
    }
  }

  /** The page that is under way is written, and the next one is for the next start. */
  async drain(): Promise<void> {
    this.draining.abort();
    await this.round;
  }

  private async doWhatIsDue(signal: AbortSignal): Promise<void> {
    const { recalculation, overrides, bus, log } = this.parts;
    try {
      if ((await overrides.applyArrived(ARRIVED_PAGE)) > 0) bus.publish({ kind: 'committed' });
      const last = await recalculation.read();
      if (last?.state === 'running') await recalculation.handle({ id: last.id }, { signal });
    } catch (error) {
      log.error({ err: error }, 'priority work failed and is tried again');
    }
  }
}
