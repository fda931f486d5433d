import type { ErasureRequest, UserId } from '@fieldsync/protocol';
import type { BeginErasure, ErasureBook, ErasureList } from '../privacy-ports.ts';
import type { Clock, MintId } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';

export interface ErasuresParts {
  readonly book: ErasureBook;
  /** Undefined: nothing outlives the database. */
  readonly kept: ErasureList | undefined;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly mintId: MintId;
}

/** People who are erased: begun at once, their records page by page in a job, and again after a restore of an older backup. */
export class Erasures {
  private readonly parts: ErasuresParts;

  constructor(parts: ErasuresParts) {
    this.parts = parts;
  }

  async begin(user: UserId, request: ErasureRequest, by: UserId): Promise<BeginErasure> {
    const { book, bus, clock, mintId } = this.parts;
    const begun = await book.begin(mintId(), user, request, by, isoTime(clock()));
    if (begun.kind === 'begun') {
      bus.publish({ kind: 'jobs' });
      bus.publish({ kind: 'sight', userId: user });
      await this.keep();
    }
    return begun;
  }

  /** Killed, or run twice, it goes on from what is left. */
  async run(id: string, signal: AbortSignal): Promise<void> {
    const { book, bus, clock } = this.parts;
    while (!signal.aborted && (await book.page(id, isoTime(clock())))) bus.publish({ kind: 'committed' });
    signal.throwIfAborted();
  }

  /** What came in after its sender was erased, and what was begun and left. */
  async sweep(signal: AbortSignal): Promise<void> {
    for (const id of await this.parts.book.unfinished()) await this.run(id, signal);
  }

  /** At each start: the database may have been restored from a backup that is older than an erasure. @returns how many */
  async again(): Promise<number> {
    const { book, kept, clock, bus } = this.parts;
    let begun = 0;
    for (const erasure of (await kept?.read()) ?? [])
      if (await book.resume(erasure, isoTime(clock()))) begun += 1;
    if (begun > 0) bus.publish({ kind: 'jobs' });
    await this.keep();
    return begun;
  }

  /** What the database knows and the list does not: it was restored from a newer backup, or the process was killed in between. */
  private async keep(): Promise<void> {
    const { book, kept } = this.parts;
    if (kept === undefined) return;
    const there = new Set((await kept.read()).map(({ userId }) => userId));
    for (const erasure of await book.noted()) if (!there.has(erasure.userId)) await kept.add(erasure);
  }
}
