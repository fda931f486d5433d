import * as protocol from '@fieldsync/protocol';
import { z } from 'zod';
import { makePlain } from './plain-schema.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

const PREFIX = '#/components/schemas/';
/** Refs come out in Zod's own order of parts, and every name is known before: a schema of the wire has that of its export. */
const WIRE_SCHEMAS: readonly (readonly [string, z.ZodType])[] = Object.entries(protocol).flatMap(
  ([name, value]) =>
    name.endsWith('Schema') && value instanceof z.ZodType
      ? [[capital(name.slice(0, -'Schema'.length)), value] as const]
      : [],
);

const RECORDS = ['Assessment', 'Response', 'Media'];

/** Collects schemas under names and writes them as JSON Schema, one part of `components` for each name that is used. */
export class SchemaBook {
  private readonly registry = z.registry<{ id: string }>();

  constructor() {
    for (const [id, schema] of WIRE_SCHEMAS) this.registry.add(schema, { id });
    // A brand makes no schema of its own: the ids of records, devices and all others are this one.
    this.registry.add(protocol.recordIdSchema, { id: 'Uuid' });
    // Shown where it is used: what it may hold differs.
    this.registry.remove(protocol.answersSchema);
  }

  /** @param name for a schema that has none of its own, as those of the wire have. @returns a reference to it */
  refer(schema: z.ZodType, name: string): JsonSchema {
    const id = this.registry.get(schema)?.id ?? schema.meta()?.id ?? name;
    this.registry.add(schema, { id });
    return { $ref: PREFIX + id };
  }

  /** Everything that was referred to and what that refers to, once nothing is added any more. */
  write(): ReadonlyMap<string, JsonSchema> {
    // The input side: what may be sent and what clients read, which ignore fields that they do not know.
    const { schemas } = z.toJSONSchema(this.registry, {
      io: 'input',
      uri: (id) => PREFIX + id,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        makePlain(jsonSchema);
        if (Object.is(zodSchema, protocol.answersSchema)) Object.assign(jsonSchema, SOME_ANSWERS);
      },
    });
    showAnswersOfRecord(schemas['Operation']);
    return new Map(
      Object.entries(schemas).map(([name, schema]) => {
        const { $id: _id, $schema: _draft, ...rest } = schema as Record<string, unknown>;
        return [name, rest];
      }),
    );
  }
}

const SOME_ANSWERS = {
  type: 'object',
  description: 'Answers by name; null removes one.',
  additionalProperties: true,
};

/**
 * The wire takes any answers, because an operation is read before it is known what they must be; what a record is made of is
 * refused with its verdict when it is none of these.
 */
function showAnswersOfRecord(operation: unknown): void {
  const { oneOf = [] } = operation as { oneOf?: readonly { properties: Record<string, unknown> }[] };
  for (const { properties } of oneOf)
    if ('data' in properties)
      properties['data'] = { anyOf: RECORDS.map((name) => ({ $ref: PREFIX + name })) };
}

function capital(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** Names of the components that something refers to, directly or through others. */
export function usedNames(from: unknown, all: ReadonlyMap<string, JsonSchema>): ReadonlySet<string> {
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key !== '$ref' || typeof part !== 'string' || !part.startsWith(PREFIX)) {
        visit(part);
        continue;
      }
      const name = part.slice(PREFIX.length);
      if (used.has(name)) continue;
      used.add(name);
      visit(all.get(name));
    }
  };
  visit(from);
  return used;
}
