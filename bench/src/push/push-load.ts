import type { Operation } from '@fieldsync/protocol';
import { PushClient } from './push-client.ts';

export interface PushFigures {
  readonly batchesPerSecond: number;
  /** ms of one push. */
  readonly p50: number;
  readonly p99: number;
  /** What `workedMs` rose by while the batches were sent, a batch. */
  readonly cpuMs: number;
}

/** All batches over so many connections; each takes the next one as soon as its last is answered. */
export async function pushAll(
  { origin, cookie, connections }: { origin: string; cookie: string; connections: number },
  batches: readonly (readonly Operation[])[],
  workedMs: () => number = () => 0,
): Promise<PushFigures> {
  const clients = Array.from({ length: connections }, () => new PushClient(origin, cookie));
  const work = batches.map((operations, index) => {
    const client = clients[index % connections];
    if (client === undefined) throw new RangeError('no connection');
    return { client, body: client.body(operations, { wantBytes: 0 }) };
  });
  const times: number[] = [];
  // Bodies are made by now: phones make theirs themselves.
  const workedBefore = workedMs();
  const began = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (const { body } of work.filter((each) => each.client === client))
        times.push(await client.push(body));
    }),
  );
  const tookMs = performance.now() - began;
  const cpuMs = (workedMs() - workedBefore) / batches.length;
  for (const client of clients) client.close();
  return {
    batchesPerSecond: (batches.length * 1_000) / tookMs,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpuMs,
  };
}

/** @param times in any order */
export function quantile(times: readonly number[], q: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
