import { z } from 'zod';
import { incidentTypeSchema } from '../domain.ts';
import { affectedEntityIdSchema } from '../ids.ts';
import { count, instant, locationSchema, longText, manyOf, yesNo } from '../scalar-fields.ts';
import { checkPopulation } from './check-population.ts';

/** Diseases that spread; a health assessment that names one is an emergency (see default rules). */
export const EPIDEMIC_DISEASES = [
  'CHOLERA',
  'ACUTE_WATERY_DIARRHOEA',
  'MEASLES',
  'MENINGITIS',
  'LASSA_FEVER',
  'DIPHTHERIA',
  'YELLOW_FEVER',
] as const;
export const HEALTH_ISSUES = [
  ...EPIDEMIC_DISEASES,
  'MALARIA',
  'RESPIRATORY_INFECTION',
  'MALNUTRITION',
  'SKIN_DISEASE',
  'INJURIES',
  'MATERNAL_COMPLICATIONS',
  'MENTAL_HEALTH',
  'OTHER',
] as const;
export const HEALTH_FACILITY_TYPES = [
  'HOSPITAL',
  'PRIMARY_HEALTH_CENTRE',
  'CLINIC',
  'HEALTH_POST',
  'MOBILE_CLINIC',
  'NONE',
] as const;
export const WATER_SOURCES = [
  'BOREHOLE',
  'PROTECTED_WELL',
  'OPEN_WELL',
  'RIVER_OR_POND',
  'WATER_TRUCK',
  'PIPED',
  'RAINWATER',
  'VENDOR',
  'OTHER',
] as const;
export const WATER_QUALITIES = ['SAFE', 'CONTAMINATED', 'UNKNOWN'] as const;
export const TOILET_TYPES = ['FLUSH', 'VENTILATED_PIT', 'PIT', 'BUCKET', 'OPEN_DEFECATION', 'OTHER'] as const;
export const SHELTER_TYPES = [
  'TENT',
  'MAKESHIFT',
  'TRANSITIONAL',
  'SCHOOL_OR_PUBLIC_BUILDING',
  'HOST_FAMILY',
  'OPEN_AIR',
  'PERMANENT_HOUSE',
  'OTHER',
] as const;
export const SHELTER_CONDITIONS = ['GOOD', 'FAIR', 'POOR', 'CRITICAL'] as const;
export const FOOD_SOURCES = [
  'OWN_PRODUCTION',
  'MARKET',
  'FOOD_AID',
  'CASH_OR_VOUCHER',
  'HOST_COMMUNITY',
  'WILD_FOOD',
  'NONE',
  'OTHER',
] as const;
export const SECURITY_THREATS = [
  'ARMED_ATTACK',
  'ABDUCTION',
  'EXPLOSIVES',
  'LOOTING',
  'GENDER_BASED_VIOLENCE',
  'CHILD_RECRUITMENT',
  'COMMUNITY_TENSION',
  'FIRE_RISK',
  'OTHER',
] as const;
export const SECURITY_PROVIDERS = [
  'MILITARY',
  'POLICE',
  'CIVIL_DEFENCE',
  'COMMUNITY_WATCH',
  'PRIVATE',
  'NONE',
  'OTHER',
] as const;

/** What each assessment has, whatever its sector. */
const common = {
  affectedEntityId: affectedEntityIdSchema,
  /** Date and time of the visit, by the phone's clock. */
  assessedAt: instant,
  incidentType: incidentTypeSchema.optional(),
  /** About how many people this concerns; the rule *High Population Impact* looks at it. */
  peopleAffected: count,
  location: locationSchema.optional(),
  additionalDetails: longText,
};

export const healthAssessmentSchema = z.strictObject({
  assessmentType: z.literal('HEALTH'),
  ...common,
  hasFunctionalClinic: yesNo,
  numberHealthFacilities: count,
  healthFacilityType: z.enum(HEALTH_FACILITY_TYPES).optional(),
  qualifiedHealthWorkers: count,
  hasMedicineSupply: yesNo,
  hasMedicalSupplies: yesNo,
  hasMaternalChildServices: yesNo,
  commonHealthIssues: manyOf(HEALTH_ISSUES),
});

export const washAssessmentSchema = z.strictObject({
  assessmentType: z.literal('WASH'),
  ...common,
  isWaterSufficient: yesNo,
  waterSource: manyOf(WATER_SOURCES),
  waterQuality: z.enum(WATER_QUALITIES).optional(),
  hasToilets: yesNo,
  numberToilets: count,
  toiletType: z.enum(TOILET_TYPES).optional(),
  hasSolidWasteDisposal: yesNo,
  hasHandwashingFacilities: yesNo,
});

export const shelterAssessmentSchema = z.strictObject({
  assessmentType: z.literal('SHELTER'),
  ...common,
  areSheltersSufficient: yesNo,
  shelterTypes: manyOf(SHELTER_TYPES),
  numberShelters: count,
  shelterCondition: z.enum(SHELTER_CONDITIONS).optional(),
  needsRepair: yesNo,
  needsTarpaulin: yesNo,
  needsBedding: yesNo,
});

export const foodAssessmentSchema = z.strictObject({
  assessmentType: z.literal('FOOD'),
  ...common,
  foodSource: manyOf(FOOD_SOURCES),
  /** Days. */
  availableFoodDurationDays: z.number().int().min(0).max(3_650).optional(),
  additionalFoodRequiredPersons: count,
  additionalFoodRequiredHouseholds: count,
  malnutritionCases: count,
  feedingProgramExists: yesNo,
});

export const securityAssessmentSchema = z.strictObject({
  assessmentType: z.literal('SECURITY'),
  ...common,
  isAreaSecure: yesNo,
  securityThreats: manyOf(SECURITY_THREATS),
  hasSecurityPresence: yesNo,
  securityProvider: z.enum(SECURITY_PROVIDERS).optional(),
  incidentsReported: count,
  restrictedMovement: yesNo,
});

export const populationAssessmentSchema = z
  .strictObject({
    assessmentType: z.literal('POPULATION'),
    ...common,
    totalHouseholds: count,
    totalPopulation: count,
    populationMale: count,
    populationFemale: count,
    populationUnder5: count,
    pregnantWomen: count,
    lactatingMothers: count,
    personWithDisability: count,
    elderlyPersons: count,
    separatedChildren: count,
    numberLivesLost: count,
    numberInjured: count,
  })
  .check(checkPopulation);

/** `data` of an ASSESSMENT: flat, so that two people's edits of different answers merge by key. */
export const assessmentSchema = z.discriminatedUnion('assessmentType', [
  healthAssessmentSchema,
  washAssessmentSchema,
  shelterAssessmentSchema,
  foodAssessmentSchema,
  securityAssessmentSchema,
  populationAssessmentSchema,
]);
export type AssessmentData = z.infer<typeof assessmentSchema>;

/** The sector's own schema, for a form. */
export const assessmentSchemaBySector = {
  HEALTH: healthAssessmentSchema,
  WASH: washAssessmentSchema,
  SHELTER: shelterAssessmentSchema,
  FOOD: foodAssessmentSchema,
  SECURITY: securityAssessmentSchema,
  POPULATION: populationAssessmentSchema,
} as const;
