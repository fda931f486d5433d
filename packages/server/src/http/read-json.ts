import { fieldProblems } from '@fieldsync/protocol';
import type { z } from 'zod';
import { parseJson } from './parse-json.ts';
import { readBody } from './read-body.ts';
import type { Outcome } from './refusal.ts';
import { accepted, refused } from './refusal.ts';
import { findUnstorableText } from './unstorable-text.ts';

/** The longest small body: settings are 200 bytes, a sign-in about 100. */
const SMALL_BODY_BYTES = 16_384;

/**
 * A small JSON body, through every check, against its schema. The first problem is told, with its field [X3].
 * @param most bytes that it may have
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  most: number = SMALL_BODY_BYTES,
): Promise<Outcome<z.infer<Schema>>> {
  const body = await readBody(request, most);
  if (!body.ok) return body;
  const json = parseJson(body.value);
  if (!json.ok) return json;
  const unstorable = findUnstorableText(json.value);
  if (unstorable !== undefined)
    return refused('VALIDATION', 'contains a character that cannot be stored', unstorable);
  return check(schema, json.value);
}

/** The same for values that are not JSON text: a query, a path. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): Outcome<z.infer<Schema>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return accepted(parsed.data);
  const [problem] = fieldProblems(parsed.error);
  return refused('VALIDATION', problem?.message ?? 'cannot be read', problem?.field);
}
