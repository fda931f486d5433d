import type { Operation } from '@fieldsync/protocol';
import { equalJson, parseRecord } from '@fieldsync/protocol';

interface PastChange {
  readonly field: string;
  readonly value: unknown;
  readonly version: number;
  readonly device: string;
}

interface NaiveRecord {
  /** Every change that ever took effect, oldest first. */
  readonly past: PastChange[];
  version: number;
}

/**
 * What the office should know, worked out the slow way: each record is its whole history, and a conflict is looked for
 * in it. It shares no code with the real thing but the schemas. Only creations and edits of
 * records whose answers do not depend on each other.
 */
export class NaiveOffice {
  private readonly records = new Map<string, NaiveRecord>();

  /** @returns the fields in conflict, or 'rejected' */
  take(operation: Exclude<Operation, { action: 'DELETE' }>, device: string): readonly string[] | 'rejected' {
    const known = this.records.get(operation.entityId);
    if (operation.action === 'CREATE') {
      if (known !== undefined || !parseRecord(operation.type, operation.data).ok) return 'rejected';
      const past = Object.entries(operation.data).map(([field, value]) => ({
        field,
        value,
        version: 1,
        device,
      }));
      this.records.set(operation.entityId, { past, version: 1 });
      return [];
    }
    if (known === undefined) return 'rejected';
    const fields = Object.entries(operation.patch);
    const disputed = fields.filter(([field, value]) =>
      this.isDisputed(known, field, value, operation.base, device),
    );
    const clean = fields.filter((entry) => !disputed.includes(entry));
    const mine = { ...dataOf(known), ...operation.patch };
    if (!parseRecord(operation.type, withoutNulls(mine)).ok) return 'rejected';
    const news = clean.filter(([field, value]) => !equalJson(dataOf(known)[field] ?? null, value ?? null));
    if (news.length > 0) {
      known.version += 1;
      for (const [field, value] of news) known.past.push({ field, value, version: known.version, device });
    }
    return disputed.map(([field]) => field);
  }

  dataOf(id: string): Record<string, unknown> | undefined {
    const known = this.records.get(id);
    return known === undefined ? undefined : withoutNulls(dataOf(known));
  }

  versionOf(id: string): number {
    return this.records.get(id)?.version ?? 0;
  }

  /** Someone else changed it after what this device had seen: its base, or its own last word on the field. */
  private isDisputed(
    known: NaiveRecord,
    field: string,
    value: unknown,
    base: number,
    device: string,
  ): boolean {
    const changes = known.past.filter((change) => change.field === field);
    const ownLast = changes.findLastIndex((change) => change.device === device);
    const unseen = changes.slice(ownLast + 1).filter((change) => change.version > base);
    return unseen.length > 0 && !equalJson(dataOf(known)[field] ?? null, value ?? null);
  }
}

function dataOf(known: NaiveRecord): Record<string, unknown> {
  return Object.fromEntries(known.past.map(({ field, value }) => [field, value]));
}

function withoutNulls(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}
