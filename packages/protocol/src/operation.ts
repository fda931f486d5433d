import { z } from 'zod';
import { prioritySchema, recordTypeSchema } from './domain.ts';
import { operationIdSchema, recordIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { instant } from './scalar-fields.ts';

/** Field names are checked here, so that a prototype key never gets further than the parser. */
const fieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,60}$/);
const fields = z.record(fieldName, z.unknown());

const common = {
  id: operationIdSchema,
  type: recordTypeSchema,
  entityId: recordIdSchema,
  /** When the person saved it, by the phone's clock. Reported, never used for order. */
  capturedAt: instant,
  /** 0-100, as the device scored it. The server scores again from the content. */
  score: z.number().int().min(0).max(100),
  /** The person's own choice, if any. */
  priority: prioritySchema.optional(),
  /** Records that must be known first [S3]. */
  dependsOn: z.array(recordIdSchema).max(limits.dependenciesPerOperation).optional(),
};

/** One captured change. */
export const operationSchema = z.discriminatedUnion('action', [
  z.strictObject({ ...common, action: z.literal('CREATE'), data: fields }),
  /** `base`: version of the record that the edit was made on. `patch`: changed fields only; null removes. */
  z.strictObject({ ...common, action: z.literal('UPDATE'), base: z.number().int().min(0), patch: fields }),
  z.strictObject({ ...common, action: z.literal('DELETE'), base: z.number().int().min(0) }),
]);
export type Operation = z.infer<typeof operationSchema>;
