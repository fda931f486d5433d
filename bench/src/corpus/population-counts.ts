import type { RecordData } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';
import { answers, counted, maybe } from './answers.ts';
import type { Visit } from './visit.ts';

/** Counts that belong together: parts of one population, in shares that camps show, never more than the whole. */
export function populationCounts({ severity, incidentType }: Visit, rng: Rng): RecordData {
  const households = Math.max(8, counted(220, 0.9, rng));
  const total = Math.round(households * (4.4 + 1.9 * rng.next()));
  const share = (low: number, high: number) => Math.round(total * (low + (high - low) * rng.next()));
  const female = share(0.5, 0.56);
  const violent = incidentType === 'CONFLICT' || incidentType === 'FIRE';
  return answers({
    totalHouseholds: maybe(households, rng),
    totalPopulation: maybe(total, rng),
    populationMale: maybe(total - female, rng),
    populationFemale: maybe(female, rng),
    populationUnder5: maybe(share(0.17, 0.23), rng),
    pregnantWomen: maybe(share(0.02, 0.05), rng),
    lactatingMothers: maybe(share(0.04, 0.07), rng),
    personWithDisability: maybe(share(0.01, 0.05), rng),
    elderlyPersons: maybe(share(0.03, 0.07), rng),
    separatedChildren: maybe(share(0, 0.015), rng),
    numberLivesLost: maybe(rng.chance(0.3 * severity) ? rng.skewed(2, 0.8) : 0, rng),
    numberInjured: maybe(rng.chance(violent ? 0.6 : 0.15) ? rng.skewed(4, 0.9) : 0, rng),
  });
}
