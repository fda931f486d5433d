import type { z } from 'zod';
import type { RecordType, Sector } from '../domain.ts';
import { SECTORS } from '../domain.ts';
import { quickAccept } from '../quick-accept.ts';
import { assessmentSchema } from './assessment.ts';
import { mediaSchema } from './media.ts';
import { responseSchema } from './response.ts';

/** A record's answers by name. Flat: the unit of merging is one top-level key. */
export type RecordData = Readonly<Record<string, unknown>>;

const schemas = { ASSESSMENT: assessmentSchema, RESPONSE: responseSchema, MEDIA: mediaSchema } as const;

const fits = {
  ASSESSMENT: quickAccept(assessmentSchema),
  RESPONSE: quickAccept(responseSchema),
  MEDIA: quickAccept(mediaSchema),
} as const;

export interface FieldProblem {
  /** Path of the answer, dotted: `populationMale`, `medicinesDelivered.0.quantity`. Empty for the record as a whole. */
  readonly field: string;
  readonly message: string;
}

export type ParsedRecord =
  | { readonly ok: true; readonly data: RecordData }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Checks a whole record against its schema. Expected failure is a value: every problem names its field [X3]. */
export function parseRecord(type: RecordType, data: unknown): ParsedRecord {
  if (fits[type](data)) return { ok: true, data };
  const parsed = schemas[type].safeParse(data);
  if (parsed.success) return { ok: true, data: parsed.data };
  return { ok: false, problems: fieldProblems(parsed.error) };
}

export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: fieldPath([...issue.path, key]), message: 'no such field' }))
      : [{ field: fieldPath(issue.path), message: issue.message }],
  );
}

/** Four times the longest of ours. */
const LONGEST_PATH = 200;

/**
 * Dotted. Cut where it is longer than any of ours: names that nobody knows may have 60 KB, and the path goes into verdicts,
 * which are kept.
 */
export function fieldPath(parts: readonly PropertyKey[]): string {
  const path = parts.join('.');
  // Half a letter at the end could not be stored.
  return path.length <= LONGEST_PATH ? path : path.slice(0, LONGEST_PATH).replace(/[\uD800-\uDBFF]$/, '');
}

/** The sector of a record, where it has one. */
export function sectorOf(data: RecordData): Sector | undefined {
  const named = data['assessmentType'] ?? data['responseType'];
  return SECTORS.find((sector) => sector === named);
}

/** Records that this one refers to and that the server must know first [S3]. */
export function referencedRecords(data: RecordData): string[] {
  return [data['assessmentId'], data['belongsTo']].filter((id) => typeof id === 'string');
}
