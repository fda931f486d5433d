import type { SectorQuestionWords } from '../record-fields.ts';

export const wash = {
  assessment: {
    isWaterSufficient: { label: 'Enough water for everyone?', short: 'Enough water' },
    waterSource: {
      label: 'Where does the water come from?',
      short: 'Water from',
      options: {
        BOREHOLE: 'Borehole',
        PROTECTED_WELL: 'Covered well',
        OPEN_WELL: 'Open well',
        RIVER_OR_POND: 'River or pond',
        WATER_TRUCK: 'Water truck',
        PIPED: 'Piped',
        RAINWATER: 'Rainwater',
        VENDOR: 'Water seller',
        OTHER: 'Other',
      },
    },
    waterQuality: {
      label: 'Is the water safe to drink?',
      short: 'Water',
      options: { SAFE: 'Safe', CONTAMINATED: 'Contaminated', UNKNOWN: 'Not known' },
    },
    hasToilets: { label: 'Are there toilets?', short: 'Toilets' },
    numberToilets: { label: 'How many toilets work?', short: 'Toilets that work' },
    toiletType: {
      label: 'Main kind of toilet',
      options: {
        FLUSH: 'Flush',
        VENTILATED_PIT: 'Pit with vent pipe',
        PIT: 'Pit',
        BUCKET: 'Bucket',
        OPEN_DEFECATION: 'None, in the open',
        OTHER: 'Other',
      },
    },
    hasSolidWasteDisposal: { label: 'Is waste taken away?', short: 'Waste taken away' },
    hasHandwashingFacilities: { label: 'Places to wash hands?', short: 'Places to wash hands' },
  },
  response: {
    waterDeliveredLiters: { label: 'Litres of water delivered' },
    waterContainersDistributed: { label: 'Water containers given out' },
    toiletsConstructed: { label: 'Toilets built' },
    hygieneKitsDistributed: { label: 'Hygiene kits given out' },
  },
} satisfies SectorQuestionWords<'WASH'>;
