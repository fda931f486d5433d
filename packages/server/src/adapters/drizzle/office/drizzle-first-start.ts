import type { AffectedEntity } from '@fieldsync/protocol';
import { eq, sql } from 'drizzle-orm';
import type { FirstStart } from '../../../office-ports.ts';
import type { Database } from '../../database.ts';
import { affectedEntities, configVersion, settings } from '../schema/index.ts';

const KEY = 'first-start';

export class DrizzleFirstStart implements FirstStart {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.database.alone(KEY, work);
  }

  async isDone(): Promise<boolean> {
    const rows = await this.database.queries.select().from(settings).where(eq(settings.key, KEY));
    return rows.length > 0;
  }

  async finish(places: readonly AffectedEntity[], at: string): Promise<void> {
    await this.database.transaction(async (queries) => {
      const remembered = await queries
        .insert(settings)
        .values({ key: KEY, value: { at }, updatedAt: new Date(at), updatedBy: '' })
        .onConflictDoNothing()
        .returning();
      if (remembered.length === 0 || places.length === 0) return;
      await queries
        .insert(affectedEntities)
        .values([...places])
        .onConflictDoNothing();
      await queries.update(configVersion).set({ version: sql`version + 1` });
    });
  }
}
