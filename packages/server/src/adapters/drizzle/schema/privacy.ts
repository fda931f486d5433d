import type { ConsentKind, ErasureRequest } from '@fieldsync/protocol';
import { boolean, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, wholeNumber } from './columns.ts';

/** Each choice of a person, in the words that they saw. Rows are added and never changed; they go with the person alone. */
export const consents = pgTable(
  'consents',
  {
    seq: wholeNumber('seq').primaryKey().generatedAlwaysAsIdentity(),
    userId: text('user_id').notNull(),
    kind: text('kind').$type<ConsentKind>().notNull(),
    agreed: boolean('agreed').notNull(),
    textVersion: text('text_version').notNull(),
    text: text('text').notNull(),
    chosenAt: instant('chosen_at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    index('consents_user').on(table.userId, table.seq),
    // A phone that lost the reply tells its choice again: still one choice.
    unique('consents_once').on(table.userId, table.kind, table.chosenAt, table.agreed),
  ],
);

/** People who were erased, and how far it is. Nothing of them but their account's number. */
export const erasures = pgTable('erasures', {
  id: uuid('id').primaryKey(),
  userId: text('user_id').notNull().unique(),
  records: text('records').$type<ErasureRequest['records']>().notNull(),
  at: instant('at').notNull(),
  requestedBy: text('requested_by').notNull(),
  state: text('state').$type<'running' | 'done'>().notNull(),
  changed: integer('changed').notNull(),
  finishedAt: instant('finished_at'),
});
