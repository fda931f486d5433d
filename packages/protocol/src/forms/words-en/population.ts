import type { SectorQuestionWords } from '../record-fields.ts';

export const population = {
  assessment: {
    totalHouseholds: { label: 'Households' },
    totalPopulation: { label: 'Total population' },
    populationMale: { label: 'Men and boys' },
    populationFemale: { label: 'Women and girls' },
    populationUnder5: { label: 'Children under 5' },
    pregnantWomen: { label: 'Pregnant women' },
    lactatingMothers: { label: 'Breastfeeding mothers' },
    personWithDisability: { label: 'People with a disability' },
    elderlyPersons: { label: 'Elderly people' },
    separatedChildren: { label: 'Children without their family' },
    numberLivesLost: { label: 'Lives lost' },
    numberInjured: { label: 'Injured' },
  },
  response: {
    evacuationsCompleted: { label: 'People brought to safety' },
    familiesReunited: { label: 'Families reunited' },
    documentationProvided: { label: 'People given documents' },
    referralsMade: { label: 'People referred to other help' },
  },
} satisfies SectorQuestionWords<'POPULATION'>;
