import { TOILET_TYPES, WATER_QUALITIES, WATER_SOURCES } from '../../records/assessment.ts';
import type { SectorQuestions } from '../record-fields.ts';

export const wash = {
  assessment: {
    isWaterSufficient: { kind: 'yesNo' },
    waterSource: { kind: 'many', options: WATER_SOURCES },
    waterQuality: { kind: 'one', options: WATER_QUALITIES, notKnown: 'own' },
    hasToilets: { kind: 'yesNo' },
    numberToilets: { kind: 'count' },
    toiletType: { kind: 'one', options: TOILET_TYPES, notKnown: 'added' },
    hasSolidWasteDisposal: { kind: 'yesNo' },
    hasHandwashingFacilities: { kind: 'yesNo' },
  },
  response: {
    waterDeliveredLiters: { kind: 'count' },
    waterContainersDistributed: { kind: 'count' },
    toiletsConstructed: { kind: 'count' },
    hygieneKitsDistributed: { kind: 'count' },
  },
} as const satisfies SectorQuestions<'WASH'>;
