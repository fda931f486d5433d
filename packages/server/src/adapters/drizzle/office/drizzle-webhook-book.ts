import { and, asc, eq, sql } from 'drizzle-orm';
import type { WebhookEvent } from '@fieldsync/protocol';
import type { NewWebhook, Webhook, WebhookBook, WebhookChange } from '../../../webhook-ports.ts';
import type { Queries } from '../../database.ts';
import { webhooks } from '../schema/index.ts';

export class DrizzleWebhookBook implements WebhookBook {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async list(): Promise<readonly Webhook[]> {
    const rows = await this.queries
      .select()
      .from(webhooks)
      .orderBy(asc(webhooks.createdAt), asc(webhooks.id));
    // Not by leaving the secret out of the row: a column that is added later would go out with the rest.
    return rows.map((row) => ({
      id: row.id,
      url: row.url,
      events: row.events,
      isActive: row.isActive,
      createdAt: row.createdAt.toISOString(),
      lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
      lastFailureAt: row.lastFailureAt?.toISOString() ?? null,
      failures: row.failures,
      lastError: row.lastError,
    }));
  }

  async add({ id, url, secret, events }: NewWebhook, by: string, at: string): Promise<void> {
    await this.queries
      .insert(webhooks)
      .values({ id, url, secret, events: [...events], createdBy: by, createdAt: new Date(at) });
  }

  async change(id: string, { url, events, isActive }: WebhookChange): Promise<boolean> {
    const changed = await this.queries
      .update(webhooks)
      .set({
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events: [...events] }),
        ...(isActive === undefined ? {} : { isActive }),
      })
      .where(eq(webhooks.id, id))
      .returning({ id: webhooks.id });
    return changed.length > 0;
  }

  async remove(id: string): Promise<boolean> {
    const removed = await this.queries
      .delete(webhooks)
      .where(eq(webhooks.id, id))
      .returning({ id: webhooks.id });
    return removed.length > 0;
  }

  async wanting(event: WebhookEvent): Promise<readonly string[]> {
    const rows = await this.queries
      .select({ id: webhooks.id })
      .from(webhooks)
      .where(and(eq(webhooks.isActive, true), sql`${event} = any(${webhooks.events})`))
      .orderBy(asc(webhooks.id));
    return rows.map(({ id }) => id);
  }

  async target(id: string): Promise<{ url: string; secret: string } | null> {
    const [row] = await this.queries
      .select({ url: webhooks.url, secret: webhooks.secret })
      .from(webhooks)
      .where(and(eq(webhooks.id, id), eq(webhooks.isActive, true)));
    return row ?? null;
  }

  async note(id: string, at: string, error: string | undefined): Promise<void> {
    const now = new Date(at);
    await this.queries
      .update(webhooks)
      .set(
        error === undefined
          ? { lastSuccessAt: now, failures: 0, lastError: null }
          : { lastFailureAt: now, failures: sql`failures + 1`, lastError: error },
      )
      .where(eq(webhooks.id, id));
  }
}
