import type { Sector } from '../domain.ts';
import type { RecordData } from '../records/record-data.ts';

export const PLACE_ID = '0192a4b0-1c2d-7e3f-8a4b-5c6d7e8f9a0b';
export const ASSESSMENT_ID = '0192a4b0-1c2d-7e3f-9a4b-5c6d7e8f9a0c';
const AT = '2026-11-20T09:30:00.000Z';
const location = { latitude: 11.52, longitude: 13.69, accuracyMetres: 12.5, takenAt: AT };

const assessment = (sector: Sector): RecordData => ({
  assessmentType: sector,
  affectedEntityId: PLACE_ID,
  assessedAt: AT,
});
const response = (sector: Sector): RecordData => ({
  responseType: sector,
  affectedEntityId: PLACE_ID,
  status: 'DELIVERED',
  recordedAt: AT,
});
const assessmentExtras = {
  incidentType: 'EPIDEMIC',
  peopleAffected: 1_200,
  location,
  additionalDetails: 'Zazzaɓi mai zafi, ƙarancin ruwa. ⛑',
};
const responseExtras = {
  assessmentId: ASSESSMENT_ID,
  plannedDate: '2026-11-19',
  deliveredDate: '2026-11-20',
  location,
  additionalDetails: 'Livré avec l’équipe de Bama.',
};

/** The fewest answers that each sector accepts. */
export const MINIMAL_ASSESSMENTS: Readonly<Record<Sector, RecordData>> = {
  HEALTH: assessment('HEALTH'),
  WASH: assessment('WASH'),
  SHELTER: assessment('SHELTER'),
  FOOD: assessment('FOOD'),
  SECURITY: assessment('SECURITY'),
  POPULATION: assessment('POPULATION'),
};

/** Every answer that the product's list of fields names, given. */
export const FULL_ASSESSMENTS: Readonly<Record<Sector, RecordData>> = {
  HEALTH: {
    ...assessment('HEALTH'),
    ...assessmentExtras,
    hasFunctionalClinic: false,
    numberHealthFacilities: 2,
    healthFacilityType: 'HEALTH_POST',
    qualifiedHealthWorkers: 3,
    hasMedicineSupply: false,
    hasMedicalSupplies: true,
    hasMaternalChildServices: false,
    commonHealthIssues: ['CHOLERA', 'MALARIA'],
  },
  WASH: {
    ...assessment('WASH'),
    ...assessmentExtras,
    isWaterSufficient: false,
    waterSource: ['OPEN_WELL', 'WATER_TRUCK'],
    waterQuality: 'CONTAMINATED',
    hasToilets: true,
    numberToilets: 14,
    toiletType: 'PIT',
    hasSolidWasteDisposal: false,
    hasHandwashingFacilities: true,
  },
  SHELTER: {
    ...assessment('SHELTER'),
    ...assessmentExtras,
    areSheltersSufficient: false,
    shelterTypes: ['TENT', 'MAKESHIFT'],
    numberShelters: 240,
    shelterCondition: 'POOR',
    needsRepair: true,
    needsTarpaulin: true,
    needsBedding: false,
  },
  FOOD: {
    ...assessment('FOOD'),
    ...assessmentExtras,
    foodSource: ['MARKET', 'FOOD_AID'],
    availableFoodDurationDays: 4,
    additionalFoodRequiredPersons: 900,
    additionalFoodRequiredHouseholds: 150,
    malnutritionCases: 12,
    feedingProgramExists: true,
  },
  SECURITY: {
    ...assessment('SECURITY'),
    ...assessmentExtras,
    isAreaSecure: false,
    securityThreats: ['ABDUCTION', 'FIRE_RISK'],
    hasSecurityPresence: true,
    securityProvider: 'CIVIL_DEFENCE',
    incidentsReported: 1,
    restrictedMovement: true,
  },
  POPULATION: {
    ...assessment('POPULATION'),
    ...assessmentExtras,
    totalHouseholds: 200,
    totalPopulation: 1_100,
    populationMale: 500,
    populationFemale: 600,
    populationUnder5: 190,
    pregnantWomen: 31,
    lactatingMothers: 44,
    personWithDisability: 18,
    elderlyPersons: 70,
    separatedChildren: 5,
    numberLivesLost: 2,
    numberInjured: 9,
  },
};

export const MINIMAL_RESPONSES: Readonly<Record<Sector, RecordData>> = {
  HEALTH: response('HEALTH'),
  WASH: response('WASH'),
  SHELTER: response('SHELTER'),
  FOOD: response('FOOD'),
  SECURITY: response('SECURITY'),
  POPULATION: response('POPULATION'),
};

export const FULL_RESPONSES: Readonly<Record<Sector, RecordData>> = {
  HEALTH: {
    ...response('HEALTH'),
    ...responseExtras,
    medicinesDelivered: [{ name: 'ORS', quantity: 400, unit: 'sachet' }],
    medicalSuppliesDelivered: [{ name: 'Gloves', quantity: 50 }],
    healthWorkersDeployed: 4,
    patientsTreated: 61,
  },
  WASH: {
    ...response('WASH'),
    ...responseExtras,
    waterDeliveredLiters: 20_000,
    waterContainersDistributed: 120,
    toiletsConstructed: 6,
    hygieneKitsDistributed: 80,
  },
  SHELTER: {
    ...response('SHELTER'),
    ...responseExtras,
    sheltersProvided: 40,
    tarpaulinsDistributed: 90,
    beddingKitsDistributed: 75,
    repairsCompleted: 11,
  },
  FOOD: {
    ...response('FOOD'),
    ...responseExtras,
    foodItemsDelivered: [{ item: 'Millet', quantity: 2.5, unit: 't' }],
    householdsServed: 140,
    personsServed: 800,
    nutritionSupplementsProvided: 60,
  },
  SECURITY: {
    ...response('SECURITY'),
    ...responseExtras,
    securityPersonnelDeployed: 12,
    checkpointsEstablished: 2,
    patrolsCompleted: 7,
    incidentsResolved: 1,
  },
  POPULATION: {
    ...response('POPULATION'),
    ...responseExtras,
    evacuationsCompleted: 1,
    familiesReunited: 3,
    documentationProvided: 45,
    referralsMade: 8,
  },
};

export const MINIMAL_MEDIA: RecordData = {
  mediaKind: 'PHOTO',
  belongsTo: ASSESSMENT_ID,
  mimeType: 'image/jpeg',
  sizeBytes: 181_204,
  sha256: 'a3'.repeat(32),
  recordedAt: AT,
};
export const FULL_MEDIA: RecordData = { ...MINIMAL_MEDIA, caption: 'Pump in Bama', location };
