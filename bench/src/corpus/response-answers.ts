import type { RecordData, Sector } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';
import { answers, counted, maybe } from './answers.ts';
import type { Goods, Vocabulary } from './vocabulary.ts';

/** What was brought or done in one sector, or is going to be. */
export const responseAnswers: Readonly<Record<Sector, (vocabulary: Vocabulary, rng: Rng) => RecordData>> = {
  HEALTH: ({ medicines, medicalSupplies }, rng) =>
    answers({
      medicinesDelivered: maybe(
        rng.some(medicines, rng.int(1, 5)).map((goods) => ({ ...amount(goods, rng), unit: goods.unit })),
        rng,
      ),
      medicalSuppliesDelivered: maybe(
        rng.some(medicalSupplies, rng.int(1, 3)).map((goods) => amount(goods, rng)),
        rng,
      ),
      healthWorkersDeployed: maybe(rng.skewed(4, 0.6), rng),
      patientsTreated: maybe(counted(90, 0.8, rng), rng),
    }),
  WASH: (_vocabulary, rng) =>
    answers({
      waterDeliveredLiters: maybe(rng.int(1, 12) * 5_000, rng),
      waterContainersDistributed: maybe(counted(160, 0.8, rng), rng),
      toiletsConstructed: maybe(rng.skewed(5, 0.9), rng),
      hygieneKitsDistributed: maybe(counted(140, 0.8, rng), rng),
    }),
  SHELTER: (_vocabulary, rng) =>
    answers({
      sheltersProvided: maybe(counted(35, 0.9, rng), rng),
      tarpaulinsDistributed: maybe(counted(120, 0.8, rng), rng),
      beddingKitsDistributed: maybe(counted(110, 0.8, rng), rng),
      repairsCompleted: maybe(counted(22, 0.9, rng), rng),
    }),
  FOOD: ({ foods }, rng) => {
    const households = counted(380, 0.7, rng);
    return answers({
      foodItemsDelivered: maybe(
        rng.some(foods, rng.int(2, 5)).map((goods) => {
          const { name, quantity } = amount(goods, rng);
          return { item: name, quantity, unit: goods.unit };
        }),
        rng,
      ),
      householdsServed: maybe(households, rng),
      personsServed: maybe(Math.round(households * (4.5 + 1.5 * rng.next())), rng),
      nutritionSupplementsProvided: maybe(counted(90, 0.8, rng), rng),
    });
  },
  SECURITY: (_vocabulary, rng) =>
    answers({
      securityPersonnelDeployed: maybe(rng.skewed(14, 0.6), rng),
      checkpointsEstablished: maybe(rng.int(0, 3), rng),
      patrolsCompleted: maybe(rng.skewed(6, 0.6), rng),
      incidentsResolved: maybe(rng.skewed(2, 0.8), rng),
    }),
  POPULATION: (_vocabulary, rng) =>
    answers({
      evacuationsCompleted: maybe(counted(45, 1, rng), rng),
      familiesReunited: maybe(rng.skewed(3, 0.8), rng),
      documentationProvided: maybe(counted(60, 0.9, rng), rng),
      referralsMade: maybe(rng.skewed(9, 0.8), rng),
    }),
};

/** Packed goods come in round numbers. */
function amount({ name, typical }: Goods, rng: Rng): { name: string; quantity: number } {
  const step = typical >= 1_000 ? 100 : typical >= 100 ? 10 : 1;
  return { name, quantity: Math.max(step, Math.round(rng.skewed(typical, 0.6) / step) * step) };
}
