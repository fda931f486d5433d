import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { instant, locationSchema, shortText } from '../scalar-fields.ts';

export const MEDIA_KINDS = ['PHOTO', 'AUDIO', 'DOCUMENT'] as const;

/** `data` of a MEDIA record: the description that travels as a record; the bytes travel in their own lane. */
export const mediaSchema = z.strictObject({
  mediaKind: z.enum(MEDIA_KINDS),
  /** The record it belongs to. */
  belongsTo: recordIdSchema,
  mimeType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/),
  sizeBytes: z.number().int().min(1).max(1_073_741_824),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  caption: shortText.optional(),
  recordedAt: instant,
  location: locationSchema.optional(),
});
export type MediaData = z.infer<typeof mediaSchema>;
