import { Dexie, type Table } from 'dexie';
import type { Draft, OutboxItem, SessionRow, StoredRecord } from '../core/stored.ts';

export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

export interface DiscardRow {
  readonly item: OutboxItem;
  readonly at: number;
}

/**
 * The IndexedDB schema of one account. Migrations are additive: a new version adds a `version(n).stores().upgrade()` step
 * below the others and never drops a table that can hold unsent items [C2].
 */
export class EngineDatabase extends Dexie {
  readonly records!: Table<StoredRecord, string>;
  readonly outbox!: Table<OutboxItem, string>;
  readonly meta!: Table<MetaRow, string>;
  readonly drafts!: Table<Draft, string>;
  readonly sessions!: Table<SessionRow, string>;
  readonly discards!: Table<DiscardRow, number>;

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
  }
}
