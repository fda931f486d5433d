import type { RecordData, RecordId } from '@fieldsync/protocol';

/** What a person did on one phone, told to nobody but the checks. */
export class Captured {
  readonly #values = new Map<string, Map<string, unknown>>();
  readonly #deleted = new Set<string>();

  wrote(recordId: RecordId, fields: RecordData): void {
    const known = this.#values.get(recordId) ?? new Map<string, unknown>();
    this.#values.set(recordId, known);
    for (const [field, value] of Object.entries(fields)) known.set(field, value);
  }

  deleted(recordId: RecordId): void {
    this.#deleted.add(recordId);
  }

  wasDeleted(recordId: string): boolean {
    return this.#deleted.has(recordId);
  }

  *lastValues(): Generator<{ readonly recordId: string; readonly field: string; readonly value: unknown }> {
    for (const [recordId, fields] of this.#values) {
      for (const [field, value] of fields) yield { recordId, field, value };
    }
  }
}
