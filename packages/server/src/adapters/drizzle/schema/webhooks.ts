import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { WebhookEvent } from '@fieldsync/protocol';
import { instant } from './columns.ts';

/** Who outside wants to be told of what happens. */
export const webhooks = pgTable('webhooks', {
  id: uuid('id').primaryKey(),
  url: text('url').notNull(),
  /** Signs what is sent; shown once, when the subscription is made. */
  secret: text('secret').notNull(),
  events: text('events').array().$type<WebhookEvent[]>().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  isActive: boolean('is_active').notNull().default(true),
  lastSuccessAt: instant('last_success_at'),
  lastFailureAt: instant('last_failure_at'),
  /** Failed deliveries since the last one that got through. */
  failures: integer('failures').notNull().default(0),
  lastError: text('last_error'),
});
