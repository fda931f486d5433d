import type { AffectedEntity, AffectedEntityId, Config, PriorityRule } from '@fieldsync/protocol';
import { asc, sql } from 'drizzle-orm';
import type { ConfigBook, PlaceBook } from '../../../office-ports.ts';
import type { Database } from '../../database.ts';
import { affectedEntities, configVersion, priorityRules } from '../schema/index.ts';

/** Rules and places: what the office sets for all devices. */
export class DrizzleConfigBook implements ConfigBook, PlaceBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async version(): Promise<number> {
    const [row] = await this.database.queries.select().from(configVersion);
    return row?.version ?? 0;
  }

  async rules(): Promise<readonly PriorityRule[]> {
    const rows = await this.database.queries
      .select()
      .from(priorityRules)
      .orderBy(asc(priorityRules.createdAt), asc(priorityRules.id));
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  }

  async read(): Promise<Config> {
    // The version first: what changes in between is in the next version, and comes again with it.
    const version = await this.version();
    const rules = await this.rules();
    const places = await this.database.queries
      .select()
      .from(affectedEntities)
      .orderBy(asc(affectedEntities.name), asc(affectedEntities.id));
    return {
      version,
      rules: [...rules],
      affectedEntities: places.map((place) => ({ ...place, id: place.id as AffectedEntityId })),
    };
  }

  async addMissing(places: readonly AffectedEntity[]): Promise<void> {
    await this.database.transaction(async (queries) => {
      const added = await queries
        .insert(affectedEntities)
        .values([...places])
        .onConflictDoNothing()
        .returning({ id: affectedEntities.id });
      if (added.length > 0) await queries.update(configVersion).set({ version: sql`version + 1` });
    });
  }
}
