import type { AuditEntry, AuditLog } from '../../../services/audit.ts';
import type { Queries } from '../../database.ts';
import { auditLog } from '../schema/index.ts';

/** A trigger of the database refuses to change or remove a line [X5]. */
export class DrizzleAuditLog implements AuditLog {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.queries.insert(auditLog).values({ ...entry, at: new Date(entry.at) });
  }
}
