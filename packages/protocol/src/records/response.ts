import { z } from 'zod';
import { affectedEntityIdSchema, recordIdSchema } from '../ids.ts';
import { limits } from '../limits.ts';
import { count, instant, locationSchema, longText, optionalDay, shortText } from '../scalar-fields.ts';

export const RESPONSE_STATUSES = ['PLANNED', 'IN_PROGRESS', 'DELIVERED', 'CANCELLED'] as const;
export const responseStatusSchema = z.enum(RESPONSE_STATUSES);
export type ResponseStatus = z.infer<typeof responseStatusSchema>;

const quantity = z.number().min(0).max(limits.count);
const suppliedWithUnit = z.strictObject({ name: shortText, quantity, unit: shortText });
const supplied = z.strictObject({ name: shortText, quantity });
const foodItem = z.strictObject({ item: shortText, quantity, unit: shortText });
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).max(limits.listLength).optional();

const common = {
  affectedEntityId: affectedEntityIdSchema,
  /** The assessment that this answers. An operation that names it depends on it [S3]. */
  assessmentId: recordIdSchema.optional(),
  status: responseStatusSchema,
  plannedDate: optionalDay,
  deliveredDate: optionalDay,
  recordedAt: instant,
  location: locationSchema.optional(),
  additionalDetails: longText,
};

export const healthResponseSchema = z.strictObject({
  responseType: z.literal('HEALTH'),
  ...common,
  medicinesDelivered: listOf(suppliedWithUnit),
  medicalSuppliesDelivered: listOf(supplied),
  healthWorkersDeployed: count,
  patientsTreated: count,
});
export const washResponseSchema = z.strictObject({
  responseType: z.literal('WASH'),
  ...common,
  waterDeliveredLiters: count,
  waterContainersDistributed: count,
  toiletsConstructed: count,
  hygieneKitsDistributed: count,
});
export const shelterResponseSchema = z.strictObject({
  responseType: z.literal('SHELTER'),
  ...common,
  sheltersProvided: count,
  tarpaulinsDistributed: count,
  beddingKitsDistributed: count,
  repairsCompleted: count,
});
export const foodResponseSchema = z.strictObject({
  responseType: z.literal('FOOD'),
  ...common,
  foodItemsDelivered: listOf(foodItem),
  householdsServed: count,
  personsServed: count,
  nutritionSupplementsProvided: count,
});
export const securityResponseSchema = z.strictObject({
  responseType: z.literal('SECURITY'),
  ...common,
  securityPersonnelDeployed: count,
  checkpointsEstablished: count,
  patrolsCompleted: count,
  incidentsResolved: count,
});
export const populationResponseSchema = z.strictObject({
  responseType: z.literal('POPULATION'),
  ...common,
  evacuationsCompleted: count,
  familiesReunited: count,
  documentationProvided: count,
  referralsMade: count,
});

/** `data` of a RESPONSE: what was or will be delivered. */
export const responseSchema = z.discriminatedUnion('responseType', [
  healthResponseSchema,
  washResponseSchema,
  shelterResponseSchema,
  foodResponseSchema,
  securityResponseSchema,
  populationResponseSchema,
]);
export type ResponseData = z.infer<typeof responseSchema>;

export const responseSchemaBySector = {
  HEALTH: healthResponseSchema,
  WASH: washResponseSchema,
  SHELTER: shelterResponseSchema,
  FOOD: foodResponseSchema,
  SECURITY: securityResponseSchema,
  POPULATION: populationResponseSchema,
} as const;
