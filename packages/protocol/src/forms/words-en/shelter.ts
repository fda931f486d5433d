import type { SectorQuestionWords } from '../record-fields.ts';

export const shelter = {
  assessment: {
    areSheltersSufficient: { label: 'Enough shelters for everyone?', short: 'Enough shelters' },
    shelterTypes: {
      label: 'What do people live in?',
      short: 'People live in',
      options: {
        TENT: 'Tents',
        MAKESHIFT: 'Makeshift shelters',
        TRANSITIONAL: 'Transitional shelters',
        SCHOOL_OR_PUBLIC_BUILDING: 'School or public building',
        HOST_FAMILY: 'With families',
        OPEN_AIR: 'In the open',
        PERMANENT_HOUSE: 'Houses',
        OTHER: 'Other',
      },
    },
    numberShelters: { label: 'Number of shelters', short: 'Shelters' },
    shelterCondition: {
      label: 'What state are they in?',
      short: 'Their state',
      options: { GOOD: 'Good', FAIR: 'Fair', POOR: 'Poor', CRITICAL: 'Dangerous' },
    },
    needsRepair: { label: 'Do they need repair?', short: 'Need repair' },
    needsTarpaulin: { label: 'Are tarpaulins needed?', short: 'Tarpaulins needed' },
    needsBedding: { label: 'Is bedding needed?', short: 'Bedding needed' },
  },
  response: {
    sheltersProvided: { label: 'Shelters provided' },
    tarpaulinsDistributed: { label: 'Tarpaulins given out' },
    beddingKitsDistributed: { label: 'Bedding kits given out' },
    repairsCompleted: { label: 'Shelters repaired' },
  },
} satisfies SectorQuestionWords<'SHELTER'>;
