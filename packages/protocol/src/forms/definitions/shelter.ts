import { SHELTER_CONDITIONS, SHELTER_TYPES } from '../../records/assessment.ts';
import type { SectorQuestions } from '../record-fields.ts';

export const shelter = {
  assessment: {
    areSheltersSufficient: { kind: 'yesNo' },
    shelterTypes: { kind: 'many', options: SHELTER_TYPES },
    numberShelters: { kind: 'count' },
    shelterCondition: { kind: 'one', options: SHELTER_CONDITIONS, notKnown: 'added' },
    needsRepair: { kind: 'yesNo' },
    needsTarpaulin: { kind: 'yesNo' },
    needsBedding: { kind: 'yesNo' },
  },
  response: {
    sheltersProvided: { kind: 'count' },
    tarpaulinsDistributed: { kind: 'count' },
    beddingKitsDistributed: { kind: 'count' },
    repairsCompleted: { kind: 'count' },
  },
} as const satisfies SectorQuestions<'SHELTER'>;
