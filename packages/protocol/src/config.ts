import { z } from 'zod';
import { affectedEntityIdSchema } from './ids.ts';
import { limits } from './limits.ts';
import { priorityRuleSchema } from './priority-rule.ts';
import { shortText } from './scalar-fields.ts';

export const AFFECTED_ENTITY_KINDS = ['CAMP', 'COMMUNITY'] as const;

/** A camp or community. */
export const affectedEntitySchema = z.strictObject({
  id: affectedEntityIdSchema,
  name: shortText,
  kind: z.enum(AFFECTED_ENTITY_KINDS),
  lga: shortText,
  ward: shortText,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export type AffectedEntity = z.infer<typeof affectedEntitySchema>;

/** What the office sets for all devices. Travels whole, and only when the device's version differs. */
export const configSchema = z.object({
  version: z.number().int().min(0),
  rules: z.array(priorityRuleSchema).max(limits.rulesPerConfig),
  affectedEntities: z.array(affectedEntitySchema).max(limits.affectedEntitiesPerConfig),
});
export type Config = z.infer<typeof configSchema>;
