import type { AffectedEntityId, Config, PriorityRule } from '@fieldsync/protocol';
import { asc } from 'drizzle-orm';
import type { ConfigBook } from '../../../office-ports.ts';
import type { Queries } from '../../database.ts';
import { readConfigVersion, readRules } from '../queries/read-rules.ts';
import { affectedEntities } from '../schema/index.ts';

/** Rules and places: what the office sets for all devices. */
export class DrizzleConfigBook implements ConfigBook {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  version(): Promise<number> {
    return readConfigVersion(this.queries);
  }

  async rules(): Promise<readonly PriorityRule[]> {
    return (await readRules(this.queries)).map(({ rule }) => rule);
  }

  async read(): Promise<Config> {
    // The version first: what changes in between is in the next version, and comes again with it.
    const version = await this.version();
    const rules = await this.rules();
    const places = await this.queries
      .select()
      .from(affectedEntities)
      .orderBy(asc(affectedEntities.name), asc(affectedEntities.id));
    return {
      version,
      rules: [...rules],
      affectedEntities: places.map((place) => ({ ...place, id: place.id as AffectedEntityId })),
    };
  }
}
