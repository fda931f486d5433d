import { Dexie, type Table } from 'dexie';
import type { Draft, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';
import type { ArrivalsRow } from './arrivals.ts';
import type { RingRow } from './key-ring.ts';
import type { DiscardRow, DraftRow, ItemRow, QuarantinedRow, RecordRow } from './sealed-rows.ts';

export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

export interface PlainDiscardRow {
  readonly item: OutboxItem;
  readonly at: number;
}

/**
 * The IndexedDB schema of one account. Migrations are additive: a new version adds a `version(n).stores().upgrade()` step
 * below the others and never drops a table that can hold unsent items [C2].
 *
 * Sealed rows have tables of their own. An old build opens a newer database all the same: it would take a sealed item for
 * an empty change and send that. This way it finds nothing, and what it writes is moved here when the new build opens.
 */
export class EngineDatabase extends Dexie {
  /* Of builds before the rows were sealed; see move-plain-rows.ts. */
  readonly records!: Table<StoredRecord, string>;
  readonly outbox!: Table<OutboxItem, string>;
  readonly drafts!: Table<Draft, string>;
  readonly discards!: Table<PlainDiscardRow, number>;

  readonly sealedRecords!: Table<RecordRow, string>;
  readonly sealedItems!: Table<ItemRow, string>;
  readonly arrivals!: Table<ArrivalsRow, string>;
  readonly sealedDrafts!: Table<DraftRow, string>;
  readonly sealedDiscards!: Table<DiscardRow, number>;
  readonly quarantine!: Table<QuarantinedRow, number>;
  readonly keys!: Table<RingRow, string>;
  readonly meta!: Table<MetaRow, string>;
  readonly sessions!: Table<SessionRow, string>;

  constructor(account: string) {
    /* No browser flushes to disk by default: a battery pulled right after "saved" would lose the record [C1]. */
    super(`fieldsync-${account}`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      records: 'id, savedAt, [type+savedAt], [state+savedAt], [type+state+savedAt]',
      outbox: 'id, recordId, [state+lane+order], [state+order], [state+nextAttemptAt]',
      meta: 'key',
      drafts: 'key, savedAt',
      sessions: 'id, startedAt',
      discards: '++, at',
    });
    /* Pages of the queue go on from an item, and equals go in the order of their capture. The old indexes stay: Dexie in a
       page of the old build adds those that it misses. */
    this.version(2).stores({
      outbox:
        'id, recordId, [state+lane+order], [state+order], [state+nextAttemptAt], [state+lane+order+seq], [state+order+seq]',
    });
    this.version(3).stores({
      sealedRecords: 'id, savedAt, [type+savedAt], [state+savedAt], [type+state+savedAt]',
      sealedItems: 'id, recordId, [state+lane+order+seq], [state+order+seq], [state+nextAttemptAt]',
      sealedDrafts: 'key, savedAt',
      sealedDiscards: '++, at',
      quarantine: '++, at',
      keys: 'id',
    });
    /* Scoring the queue anew goes through it from its end, and asks what waits for a record. */
    this.version(4).stores({
      sealedItems:
        'id, recordId, [state+lane+order+seq], [state+order+seq], [state+nextAttemptAt], seq, *dependsOn',
    });
    /* What the office has taken is written down in one row an answer, and folded into the others later. */
    this.version(5).stores({ arrivals: 'id' });
  }
}
