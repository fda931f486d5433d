import type { Retention } from '@fieldsync/protocol';
import type { PurgeCounts, RetentionBook } from '../privacy-ports.ts';
import type { AuditLog } from './audit.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';

export interface RetentionWorkParts {
  readonly book: RetentionBook;
  readonly audit: AuditLog;
  readonly bus: EventBus;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;
/** They are many, and nobody's data: their going is no news. */
const NO_NEWS: ReadonlySet<string> = new Set(['finishedJobs', 'departures']);

/** Removes what is older than it is kept, step by step. Killed, the next round goes on with what is left. */
export class RetentionWork {
  private readonly parts: RetentionWorkParts;

  constructor(parts: RetentionWorkParts) {
    this.parts = parts;
  }

  async purge(signal: AbortSignal): Promise<PurgeCounts> {
    const { book, audit, bus, clock } = this.parts;
    const kept = await book.read();
    const counts: { -readonly [Kind in keyof PurgeCounts]: number } = {};
    try {
      for (const [name, days] of Object.entries(kept)) {
        const kind = name as keyof Retention;
        if (days === null) continue;
        for (let rows = 1; rows > 0 && !signal.aborted;) {
          const now = clock();
          rows = await book.purge(kind, isoTime(now - days * DAY_MS), isoTime(now));
          if (rows > 0) counts[kind] = (counts[kind] ?? 0) + rows;
          if (rows > 0 && kind === 'quietRecords') bus.publish({ kind: 'committed' });
        }
      }
      for (let rows = 1; rows > 0 && !signal.aborted;) {
        rows = await book.purgeDepartures();
        if (rows > 0) counts.departures = (counts.departures ?? 0) + rows;
      }
    } finally {
      // Also of a round that was cut short: what is gone is gone.
      const news = Object.keys(counts).some((kind) => !NO_NEWS.has(kind));
      if (news)
        await audit.append({
          at: isoTime(clock()),
          actor: '',
          act: 'retention:purge',
          subject: '',
          detail: { removed: counts },
        });
    }
    return counts;
  }
}
