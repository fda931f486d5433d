import type { RecalculationProgress } from '@fieldsync/protocol';
import { rescoreRecord } from '../core/rescore-record.ts';
import type { Act, RecalculationBook } from '../priority-ports.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';

export interface RecalculationParts {
  readonly book: RecalculationBook;
  readonly bus: EventBus;
  readonly clock: Clock;
}

/** Records a transaction: on the embedded database a page stops everything else for some 20 ms. */
const PAGE = 200;

/** Scores what is at the office once more, by the rules in force. */
export class Recalculation {
  private readonly parts: RecalculationParts;

  constructor(parts: RecalculationParts) {
    this.parts = parts;
  }

  async begin(id: string, act: Act): Promise<RecalculationProgress> {
    const progress = await this.parts.book.begin(id, act);
    this.parts.bus.publish({ kind: 'recalculation', progress });
    return progress;
  }

  read(): Promise<RecalculationProgress | null> {
    return this.parts.book.read();
  }

  /**
   * Goes through the records page by page until it is done or the signal aborts. How far it is lies in the database with
   * each page: killed, or run twice, it goes on from there, and a record that is scored already is left as it is.
   */
  async handle(
    payload: { readonly id: string },
    { signal }: { readonly signal: AbortSignal },
  ): Promise<void> {
    const { book, bus, clock } = this.parts;
    for (let changed = 0; !signal.aborted;) {
      const progress = await book.page(payload.id, rescoreRecord, PAGE, isoTime(clock()));
      if (progress === undefined) return;
      bus.publish({ kind: 'recalculation', progress });
      if (progress.changed !== changed) bus.publish({ kind: 'committed' });
      changed = progress.changed;
      if (progress.state === 'done') return;
    }
  }
}
