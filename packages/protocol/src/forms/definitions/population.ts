import type { SectorQuestions } from '../record-fields.ts';

export const population = {
  assessment: {
    totalHouseholds: { kind: 'count' },
    totalPopulation: { kind: 'count' },
    populationMale: { kind: 'count' },
    populationFemale: { kind: 'count' },
    populationUnder5: { kind: 'count' },
    pregnantWomen: { kind: 'count' },
    lactatingMothers: { kind: 'count' },
    personWithDisability: { kind: 'count' },
    elderlyPersons: { kind: 'count' },
    separatedChildren: { kind: 'count' },
    numberLivesLost: { kind: 'count', half: true },
    numberInjured: { kind: 'count', half: true },
  },
  response: {
    evacuationsCompleted: { kind: 'count' },
    familiesReunited: { kind: 'count' },
    documentationProvided: { kind: 'count' },
    referralsMade: { kind: 'count' },
  },
} as const satisfies SectorQuestions<'POPULATION'>;
