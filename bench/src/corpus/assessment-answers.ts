import type { RecordData, Sector } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';
import { answers, counted, maybe, ticked, yes } from './answers.ts';
import { populationCounts } from './population-counts.ts';
import type { Visit } from './visit.ts';

/** The answers of one sector's form; what is bad becomes likelier with the visit's severity. */
export const assessmentAnswers: Readonly<Record<Sector, (visit: Visit, rng: Rng) => RecordData>> = {
  HEALTH: ({ severity, incidentType }, rng) => {
    const clinic = yes(1 - 0.6 * severity, rng);
    const outbreak = incidentType === 'EPIDEMIC' ? 0.25 : 0.04;
    return answers({
      hasFunctionalClinic: clinic,
      numberHealthFacilities: maybe(clinic === false ? rng.int(0, 1) : rng.int(1, 4), rng),
      healthFacilityType: maybe(
        clinic === false
          ? rng.weighted([['NONE', 5] as const, ['HEALTH_POST', 2], ['MOBILE_CLINIC', 3]])
          : rng.weighted([
              ['PRIMARY_HEALTH_CENTRE', 5] as const,
              ['CLINIC', 3],
              ['HEALTH_POST', 3],
              ['MOBILE_CLINIC', 2],
              ['HOSPITAL', 1],
            ]),
        rng,
      ),
      qualifiedHealthWorkers: maybe(rng.skewed(4, 0.7), rng),
      hasMedicineSupply: yes(0.85 - 0.7 * severity, rng),
      hasMedicalSupplies: yes(0.8 - 0.6 * severity, rng),
      hasMaternalChildServices: yes(0.7 - 0.4 * severity, rng),
      commonHealthIssues: ticked(
        [
          ['CHOLERA', outbreak],
          ['ACUTE_WATERY_DIARRHOEA', outbreak * 1.4],
          ['MEASLES', outbreak * 0.8],
          ['DIPHTHERIA', outbreak * 0.2],
          ['MENINGITIS', 0.01],
          ['LASSA_FEVER', 0.005],
          ['MALARIA', 0.75],
          ['RESPIRATORY_INFECTION', 0.5],
          ['MALNUTRITION', 0.15 + 0.4 * severity],
          ['SKIN_DISEASE', 0.3],
          ['INJURIES', incidentType === 'CONFLICT' ? 0.35 : 0.1],
          ['MATERNAL_COMPLICATIONS', 0.12],
          ['MENTAL_HEALTH', 0.15],
          ['OTHER', 0.06],
        ],
        rng,
      ),
    });
  },

  WASH: ({ severity, incidentType }, rng) => {
    const toilets = yes(0.95 - 0.4 * severity, rng);
    return answers({
      isWaterSufficient: yes(0.8 - 0.7 * severity, rng),
      waterSource: ticked(
        [
          ['BOREHOLE', 0.75],
          ['PROTECTED_WELL', 0.2],
          ['OPEN_WELL', 0.1 + 0.2 * severity],
          ['RIVER_OR_POND', 0.3 * severity],
          ['WATER_TRUCK', 0.3],
          ['PIPED', 0.08],
          ['RAINWATER', incidentType === 'FLOOD' ? 0.3 : 0.08],
          ['VENDOR', 0.35],
          ['OTHER', 0.02],
        ],
        rng,
      ),
      waterQuality: maybe(
        rng.weighted([['SAFE', 5 - 4 * severity] as const, ['CONTAMINATED', 4 * severity], ['UNKNOWN', 2]]),
        rng,
      ),
      hasToilets: toilets,
      numberToilets: maybe(toilets === false ? 0 : counted(24, 0.9, rng), rng),
      toiletType: maybe(
        toilets === false
          ? ('OPEN_DEFECATION' as const)
          : rng.weighted([
              ['PIT', 6] as const,
              ['VENTILATED_PIT', 4],
              ['FLUSH', 1],
              ['BUCKET', 0.5],
              ['OTHER', 0.3],
            ]),
        rng,
      ),
      hasSolidWasteDisposal: yes(0.5 - 0.3 * severity, rng),
      hasHandwashingFacilities: yes(0.6 - 0.4 * severity, rng),
    });
  },

  SHELTER: ({ severity }, rng) =>
    answers({
      areSheltersSufficient: yes(0.7 - 0.6 * severity, rng),
      shelterTypes: ticked(
        [
          ['TENT', 0.6],
          ['MAKESHIFT', 0.4 + 0.4 * severity],
          ['TRANSITIONAL', 0.3],
          ['SCHOOL_OR_PUBLIC_BUILDING', 0.25],
          ['HOST_FAMILY', 0.3],
          ['OPEN_AIR', 0.3 * severity],
          ['PERMANENT_HOUSE', 0.12],
          ['OTHER', 0.03],
        ],
        rng,
      ),
      numberShelters: maybe(counted(180, 1, rng), rng),
      shelterCondition: maybe(
        rng.weighted([
          ['GOOD', 2 - 2 * severity] as const,
          ['FAIR', 3],
          ['POOR', 1 + 3 * severity],
          ['CRITICAL', 1.5 * severity],
        ]),
        rng,
      ),
      needsRepair: yes(0.4 + 0.5 * severity, rng),
      needsTarpaulin: yes(0.3 + 0.6 * severity, rng),
      needsBedding: yes(0.4 + 0.4 * severity, rng),
    }),

  FOOD: ({ severity }, rng) => {
    const persons = counted(120 * (0.4 + severity), 1, rng);
    return answers({
      foodSource: ticked(
        [
          ['OWN_PRODUCTION', 0.35 - 0.2 * severity],
          ['MARKET', 0.65],
          ['FOOD_AID', 0.7],
          ['CASH_OR_VOUCHER', 0.3],
          ['HOST_COMMUNITY', 0.2],
          ['WILD_FOOD', 0.35 * severity],
          ['NONE', 0.05 * severity],
          ['OTHER', 0.03],
        ],
        rng,
      ),
      availableFoodDurationDays: maybe(rng.skewed(14 - 9 * severity, 0.7), rng),
      additionalFoodRequiredPersons: maybe(persons, rng),
      additionalFoodRequiredHouseholds: maybe(Math.ceil(persons / (4.5 + 1.5 * rng.next())), rng),
      malnutritionCases: maybe(rng.skewed(2 + 14 * severity, 0.9), rng),
      feedingProgramExists: yes(0.5, rng),
    });
  },

  SECURITY: ({ severity, incidentType }, rng) => {
    const guarded = yes(0.85, rng);
    return answers({
      isAreaSecure: yes(0.9 - 0.7 * severity, rng),
      securityThreats: ticked(
        [
          ['ARMED_ATTACK', incidentType === 'CONFLICT' ? 0.5 : 0.2],
          ['ABDUCTION', 0.3 * severity],
          ['EXPLOSIVES', 0.15],
          ['LOOTING', 0.35],
          ['GENDER_BASED_VIOLENCE', 0.3],
          ['CHILD_RECRUITMENT', 0.1],
          ['COMMUNITY_TENSION', 0.3],
          ['FIRE_RISK', incidentType === 'FIRE' ? 0.6 : 0.15],
          ['OTHER', 0.03],
        ],
        rng,
      ),
      hasSecurityPresence: guarded,
      securityProvider: maybe(
        guarded === false
          ? ('NONE' as const)
          : rng.weighted([
              ['MILITARY', 5] as const,
              ['CIVIL_DEFENCE', 4],
              ['COMMUNITY_WATCH', 3],
              ['POLICE', 2],
              ['PRIVATE', 0.3],
              ['OTHER', 0.2],
            ]),
        rng,
      ),
      incidentsReported: maybe(rng.skewed(0.5 + 4 * severity, 0.8), rng),
      restrictedMovement: yes(0.2 + 0.6 * severity, rng),
    });
  },

  POPULATION: populationCounts,
};
