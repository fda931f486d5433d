import type { AffectedEntityId, Config, PriorityRule } from '@fieldsync/protocol';
import { asc } from 'drizzle-orm';
import type { ConfigBook } from '../../../office-ports.ts';
import type { Queries } from '../../database.ts';
import { readConfigVersion, readRules } from '../queries/read-rules.ts';
import { affectedEntities } from '../schema/index.ts';

/** Rules and places: what the office sets for all devices. */
export class DrizzleConfigBook implements ConfigBook {
  private readonly queries: Queries;
  /** Each exchange wants the rules, and they change a few times a year. */
  private latest: { readonly version: number; readonly rules: readonly PriorityRule[] } | undefined;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async rules(least?: number): Promise<readonly PriorityRule[]> {
    const version = least ?? (await readConfigVersion(this.queries));
    if (this.latest === undefined || this.latest.version < version) {
      const rules = (await readRules(this.queries)).map(({ rule }) => rule);
      // The caller saw this version before the rules were read: they are its own or those of a later one.
      this.latest = { version, rules };
    }
    return this.latest.rules;
  }

  async read(): Promise<Config> {
    // The version first: what changes in between is in the next version, and comes again with it.
    const version = await readConfigVersion(this.queries);
    const rules = await readRules(this.queries);
    const places = await this.queries
      .select()
      .from(affectedEntities)
      .orderBy(asc(affectedEntities.name), asc(affectedEntities.id));
    return {
      version,
      rules: rules.map(({ rule }) => rule),
      affectedEntities: places.map((place) => ({ ...place, id: place.id as AffectedEntityId })),
    };
  }
}
