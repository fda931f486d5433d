/**
 * How many batches a second the server takes, beside the same rows inserted by multi-row SQL with nothing else.
 * `npm run bench -- push`; `--on=embedded,postgres`, `--connections=8,32`, `--batches=200`, `--rounds=3`.
 */
import { parseArgs } from 'node:util';
import { makePushBatches } from './push/push-batches.ts';
import { pushAll } from './push/push-load.ts';
import type { PushOffice } from './push/push-office.ts';
import { embeddedOffice, postgresOffice } from './push/push-office.ts';

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: 'embedded,postgres' },
    connections: { type: 'string', default: '8,32' },
    batches: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
  },
});
const batches = Number(values.batches);
const WARM_UP = 16;
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

for (const name of values.on.split(',')) {
  for (const connections of values.connections.split(',').map(Number)) {
    const ratios: number[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const office = await open(name);
      try {
        const server = await office.start();
        await pushAll({ ...server, connections }, fresh(WARM_UP));
        const pushed = await pushAll({ ...server, connections }, fresh(batches));
        await server.stop();
        const rows = await office.pushedRows();
        if (rows.length !== batches + WARM_UP) throw new Error(`${String(rows.length)} batches were found`);
        const raw = await office.insertRaw(rows, connections);
        ratios.push(pushed.batchesPerSecond / raw);
        console.log(
          `${name}, ${String(connections)} connections: ${pushed.batchesPerSecond.toFixed(1)} batches of ${String(SIZE)} a second` +
            ` (p50 ${pushed.p50.toFixed(0)} ms, p99 ${pushed.p99.toFixed(0)} ms), plain SQL ${raw.toFixed(1)}:` +
            ` ${((100 * pushed.batchesPerSecond) / raw).toFixed(0)} %`,
        );
      } finally {
        await office.remove();
      }
    }
    console.log(`${name}, ${String(connections)} connections: median ${(100 * median(ratios)).toFixed(0)} %`);
  }
}
