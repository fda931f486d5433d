import type { AnsweredExchange } from './bench-office.ts';
import type { Ledger } from './ledger.ts';

/**
 * When each operation was stored: the office notes when it began with a batch, and its log when it answered, which is
 * after the commit. Batches are worked on one after the other, so they are answered in the order in which they began.
 * @param sinceMs of the first answer's request or before; what the office got earlier is left out
 */
export function storedTimes(
  ledger: Ledger,
  answered: readonly AnsweredExchange[],
  sinceMs: number,
): ReadonlyMap<string, number> {
  const operations = ledger.operations.filter(({ receivedAtMs }) => receivedAtMs >= sinceMs);
  const began = [...new Set(operations.map(({ receivedAtMs }) => receivedAtMs))].sort((a, b) => a - b);
  const answers = answered.filter(({ status }) => status === 200).map(({ atMs }) => atMs);
  const answeredAt = new Map<number, number>();
  let next = 0;
  for (const beganMs of began) {
    while (next < answers.length && (answers[next] ?? 0) < beganMs) next += 1;
    const atMs = answers[next];
    if (atMs !== undefined) answeredAt.set(beganMs, atMs);
    next += 1;
  }
  return new Map(
    operations.flatMap(({ id, receivedAtMs }) => {
      const atMs = answeredAt.get(receivedAtMs);
      return atMs === undefined ? [] : [[id, atMs] as const];
    }),
  );
}
