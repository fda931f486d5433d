import type { z } from 'zod';

interface PopulationCounts {
  totalPopulation?: number | undefined;
  populationMale?: number | undefined;
  populationFemale?: number | undefined;
  populationUnder5?: number | undefined;
  pregnantWomen?: number | undefined;
  lactatingMothers?: number | undefined;
  personWithDisability?: number | undefined;
  elderlyPersons?: number | undefined;
  separatedChildren?: number | undefined;
}

export const POPULATION_PARTS = [
  'populationMale',
  'populationFemale',
  'populationUnder5',
  'pregnantWomen',
  'lactatingMothers',
  'personWithDisability',
  'elderlyPersons',
  'separatedChildren',
] as const;

/** A part of a population cannot be larger than the whole. Each message names both figures, so that a person can fix one. */
export function checkPopulation(context: z.core.ParsePayload<PopulationCounts>): void {
  const counts = context.value;
  const total = counts.totalPopulation;
  if (total === undefined) return;
  let partTooLarge = false;
  for (const part of POPULATION_PARTS) {
    const value = counts[part];
    if (value !== undefined && value > total) {
      partTooLarge = true;
      context.issues.push({
        code: 'custom',
        input: value,
        path: [part],
        message: `${String(value)} is more than the total population, ${String(total)}`,
      });
    }
  }
  const bySex = (counts.populationMale ?? 0) + (counts.populationFemale ?? 0);
  if (
    !partTooLarge &&
    counts.populationMale !== undefined &&
    counts.populationFemale !== undefined &&
    bySex > total
  ) {
    context.issues.push({
      code: 'custom',
      input: bySex,
      path: ['totalPopulation'],
      message: `women and men together are ${String(bySex)}, more than the total population, ${String(total)}`,
    });
  }
}
