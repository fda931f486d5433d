/**
 * How many batches a second the server takes, beside the same rows inserted by multi-row SQL with nothing else.
 * Then once more while other devices walk the whole change feed.
 * `npm run bench -- push`; `--on=embedded,postgres`, `--connections=8,32`, `--batches=200`, `--rounds=3`, `--pullers=8`.
 */
import { parseArgs } from 'node:util';
import { makePushBatches } from './push/push-batches.ts';
import { PushClient } from './push/push-client.ts';
import type { PushFigures } from './push/push-load.ts';
import { pushAll } from './push/push-load.ts';
import type { PushOffice } from './push/push-office.ts';
import { ownWorkMs } from './push/worked-ms.ts';
import { embeddedOffice, postgresOffice } from './push/push-office.ts';

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: 'embedded,postgres' },
    connections: { type: 'string', default: '8,32' },
    batches: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
    pullers: { type: 'string', default: '8' },
  },
});
const batches = Number(values.batches);
/**
 * Batches before those that count, on either side: the server's code is translated in the course of its first 300 or so (7.3 ms of CPU a
 * batch in the beginning, 5.4 then), and each connection of Postgres reads up on the tables first.
 */
const WARM_UP = 320;
const SIZE = 100;

async function open(name: string): Promise<PushOffice> {
  if (name === 'embedded') return embeddedOffice();
  const url = process.env['FIELDSYNC_BENCH_DATABASE_URL'];
  if (url === undefined) throw new Error('FIELDSYNC_BENCH_DATABASE_URL is not set');
  return postgresOffice(url);
}

let firstSeed = 1;
const fresh = (count: number) => {
  const made = makePushBatches({ batches: count, size: SIZE, firstSeed }, Date.now());
  firstSeed += count;
  return made;
};

const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

/** Devices of the same account that fetch everything, again and again, until the work is done. */
async function whilePulling(
  { origin, cookie }: { origin: string; cookie: string },
  work: () => Promise<PushFigures>,
): Promise<PushFigures & { readonly pages: number }> {
  let done = false;
  const pullers = Array.from({ length: Number(values.pullers) }, () => new PushClient(origin, cookie));
  const pulling = Promise.all(pullers.map((puller) => puller.walk(() => done)));
  const figures = await work();
  done = true;
  const pages = (await pulling).reduce((sum, count) => sum + count, 0);
  for (const puller of pullers) puller.close();
  return { ...figures, pages };
}

for (const name of values.on.split(',')) {
  for (const connections of values.connections.split(',').map(Number)) {
    const ratios: number[] = [];
    const cpuRatios: number[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const office = await open(name);
      try {
        const server = await office.start();
        await pushAll({ ...server, connections }, fresh(WARM_UP));
        const work = fresh(batches);
        const worked = () => ownWorkMs() + server.cpuMs() + office.databaseCpuMs();
        const workedBefore = server.cpuMs();
        const pushed = await pushAll({ ...server, connections }, work, worked);
        const cpu = (server.cpuMs() - workedBefore) / batches;
        const herd = await whilePulling(server, () =>
          pushAll({ ...server, connections }, fresh(batches / 2)),
        );
        await server.stop();
        const rows = await office.pushedRows();
        if (rows.length !== WARM_UP + batches + batches / 2)
          throw new Error(`${String(rows.length)} batches were found`);
        const counted = rows.slice(WARM_UP, WARM_UP + batches);
        const raw = await office.insertRaw({ warmUp: rows.slice(0, WARM_UP), counted }, connections);
        ratios.push(pushed.batchesPerSecond / raw.batchesPerSecond);
        cpuRatios.push(raw.cpuMs / pushed.cpuMs);
        console.log(
          `${name}, ${String(connections)} connections: ${pushed.batchesPerSecond.toFixed(1)} batches of ${String(SIZE)} a second` +
            ` (p50 ${pushed.p50.toFixed(0)} ms, p99 ${pushed.p99.toFixed(0)} ms; ${cpu.toFixed(1)} ms of CPU of the server each), plain SQL ${raw.batchesPerSecond.toFixed(1)}:` +
            ` ${((100 * pushed.batchesPerSecond) / raw.batchesPerSecond).toFixed(0)} %;` +
            ` CPU of all, ms a batch: ${pushed.cpuMs.toFixed(1)}, plain SQL ${raw.cpuMs.toFixed(1)}: ${((100 * raw.cpuMs) / pushed.cpuMs).toFixed(0)} %;` +
            ` while ${values.pullers} pull all: ${herd.batchesPerSecond.toFixed(1)} a second, p99 ${herd.p99.toFixed(0)} ms, ${String(herd.pages)} pages`,
        );
      } finally {
        await office.remove();
      }
    }
    console.log(
      `${name}, ${String(connections)} connections: median ${(100 * median(ratios)).toFixed(0)} %, by CPU ${(100 * median(cpuRatios)).toFixed(0)} %`,
    );
  }
}
