import { PLACE_ID } from './example-records.ts';

/** The part of JSON Schema that the record schemas use. */
export interface JsonSchema {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | undefined;
  readonly format?: string;
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

const byLength = (a: unknown, b: unknown): number => String(b).length - String(a).length;

/** The value of a schema that takes the most bytes, every text written in `letter`. Knows what the record schemas use. */
export function largestValue(schema: JsonSchema, letter: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return [...schema.enum].sort(byLength)[0];
  const { type = '' } = schema;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, largestValue(inner, letter)]),
      );
    case 'array': {
      const { items = {}, maxItems = 0 } = schema;
      // Answers out of a fixed set come at most once each.
      if (items.enum !== undefined) return items.enum.slice(0, maxItems);
      return Array.from({ length: maxItems }, () => largestValue(items, letter));
    }
    case 'string':
      if (schema.format === 'date-time') return '2026-11-20T09:30:00.000Z';
      if (schema.format === 'date') return '2026-11-20';
      return schema.maxLength === undefined ? PLACE_ID : letter.repeat(schema.maxLength / letter.length);
    case 'boolean':
      return false;
    case 'integer':
      return schema.maximum;
    case 'number':
      // As many digits as a number below the bound can have.
      return (schema.maximum ?? 0) / 3;
    default:
      throw new TypeError(`no largest value known for ${JSON.stringify(schema)}`);
  }
}
