import { z } from 'zod';
import type { WireError } from './error.ts';
import { wireErrorSchema } from './error.ts';

/** Every reply under /api/v1: `{success, data, error, meta}`; absent parts are left out to save bytes. */
export type Envelope<Data> =
  | { readonly success: true; readonly data: Data; readonly meta?: Readonly<Record<string, unknown>> }
  | { readonly success: false; readonly error: WireError; readonly meta?: Readonly<Record<string, unknown>> };

export function envelopeSchema<Data extends z.ZodType>(data: Data) {
  return z.discriminatedUnion('success', [
    z.object({ success: z.literal(true), data, meta: z.record(z.string(), z.unknown()).optional() }),
    z.object({
      success: z.literal(false),
      error: wireErrorSchema,
      meta: z.record(z.string(), z.unknown()).optional(),
    }),
  ]);
}
