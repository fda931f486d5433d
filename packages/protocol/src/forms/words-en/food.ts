import type { SectorQuestionWords } from '../record-fields.ts';

export const food = {
  assessment: {
    foodSource: {
      label: 'Where does the food come from?',
      short: 'Food from',
      options: {
        OWN_PRODUCTION: 'Own farming',
        MARKET: 'Market',
        FOOD_AID: 'Food aid',
        CASH_OR_VOUCHER: 'Cash or vouchers',
        HOST_COMMUNITY: 'Host community',
        WILD_FOOD: 'Wild food',
        NONE: 'No source',
        OTHER: 'Other',
      },
    },
    availableFoodDurationDays: { label: 'Food left for how many days?', short: 'Days of food left' },
    additionalFoodRequiredPersons: { label: 'People who need more food' },
    additionalFoodRequiredHouseholds: { label: 'Households that need more food' },
    malnutritionCases: { label: 'Malnutrition cases' },
    feedingProgramExists: { label: 'Is there a feeding programme?', short: 'Feeding programme' },
  },
  response: {
    foodItemsDelivered: {
      label: 'Food delivered',
      columns: { item: 'Food', quantity: 'How much', unit: 'Unit' },
    },
    householdsServed: { label: 'Households served' },
    personsServed: { label: 'People served' },
    nutritionSupplementsProvided: { label: 'Nutrition supplements given out' },
  },
} satisfies SectorQuestionWords<'FOOD'>;
