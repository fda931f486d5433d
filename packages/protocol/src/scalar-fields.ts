import { z } from 'zod';
import { limits } from './limits.ts';

/** Building blocks of the record schemas. An answer that is not known is absent, never null: null removes (RFC 7396). */
export const yesNo = z.boolean().optional();
export const count = z.number().int().min(0).max(limits.count).optional();
export const shortText = z.string().trim().min(1).max(limits.nameLength);
export const longText = z.string().max(limits.textLength).optional();
export const instant = z.iso.datetime({ precision: 3 });
export const optionalDay = z.iso.date().optional();

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
