import { FOOD_SOURCES } from '../../records/assessment.ts';
import type { SectorQuestions } from '../record-fields.ts';

export const food = {
  assessment: {
    foodSource: { kind: 'many', options: FOOD_SOURCES },
    availableFoodDurationDays: { kind: 'count', max: 3_650 },
    additionalFoodRequiredPersons: { kind: 'count' },
    additionalFoodRequiredHouseholds: { kind: 'count' },
    malnutritionCases: { kind: 'count' },
    feedingProgramExists: { kind: 'yesNo' },
  },
  response: {
    foodItemsDelivered: { kind: 'items', columns: { item: 'text', quantity: 'amount', unit: 'text' } },
    householdsServed: { kind: 'count', half: true },
    personsServed: { kind: 'count', half: true },
    nutritionSupplementsProvided: { kind: 'count' },
  },
} as const satisfies SectorQuestions<'FOOD'>;
