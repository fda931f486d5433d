import { z } from 'zod';
import { limits } from './limits.ts';

/**
 * Postgres refuses U+0000 and lone surrogates in text and jsonb. A record that holds one must be refused here, where
 * the answer names the field: in the database it would fail the whole exchange, again with every retry.
 */
export const text = z.string().regex(/^[^\0\p{Surrogate}]*$/u, 'contains a character that cannot be stored');

/** Building blocks of the record schemas. An answer that is not known is absent, never null: null removes (RFC 7396). */
export const yesNo = z.boolean().optional();
export const count = z.number().int().min(0).max(limits.count).optional();
export const shortText = text.trim().min(1).max(limits.nameLength);
export const longText = text.max(limits.textLength).optional();
/** ISO 8601 has a year 0000; Postgres has none. */
const hasRealYear = (moment: string): boolean => !moment.startsWith('0000');
export const instant = z.iso.datetime({ precision: 3 }).refine(hasRealYear, 'no such year');
export const optionalDay = z.iso.date().refine(hasRealYear, 'no such year').optional();

/** Several answers out of a fixed set, each at most once. */
export function manyOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z
    .array(z.enum(values))
    .max(limits.listLength)
    .refine((chosen) => new Set(chosen).size === chosen.length, 'the same answer twice')
    .optional();
}

export const locationSchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  accuracyMetres: z.number().min(0).max(1_000_000).optional(),
  takenAt: instant.optional(),
});
export type GeoLocation = z.infer<typeof locationSchema>;
