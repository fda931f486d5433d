/**
 * What a push costs with few and with many records stored: two offices side by side, in turns.
 * `npm run bench -- grown`; `--on=embedded,postgres`, `--stored=10000,1000000`, `--rounds=10`, `--batches=10`.
 */
import { parseArgs } from 'node:util';
import { fill } from './push/fill.ts';
import { makePushBatches } from './push/push-batches.ts';
import { pushAll, quantile } from './push/push-load.ts';
import { embeddedOffice, postgresOffice } from './push/push-office.ts';

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: 'embedded,postgres' },
    stored: { type: 'string', default: '10000,1000000' },
    rounds: { type: 'string', default: '10' },
    batches: { type: 'string', default: '10' },
  },
});
const SIZE = 100;

for (const name of values.on.split(',')) {
  const offices = await Promise.all(
    values.stored.split(',').map(async (stored) => ({
      stored: Number(stored),
      office:
        name === 'embedded'
          ? embeddedOffice()
          : await postgresOffice(process.env['FIELDSYNC_BENCH_DATABASE_URL'] ?? ''),
      times: [] as number[],
    })),
  );
  try {
    const servers = [];
    for (const { office, stored } of offices) {
      // The first start makes the schema.
      await (await office.start()).stop();
      await fill(office, stored);
      servers.push(await office.start());
    }
    let firstSeed = 1;
    for (let round = 0; round <= Number(values.rounds); round += 1) {
      for (const [index, { times }] of offices.entries()) {
        const server = servers[index];
        if (server === undefined) continue;
        const work = makePushBatches({ batches: Number(values.batches), size: SIZE, firstSeed }, Date.now());
        firstSeed += work.length;
        const { p50 } = await pushAll({ ...server, connections: 1 }, work);
        // The first round warms up.
        if (round > 0) times.push(p50);
      }
    }
    for (const server of servers) await server.stop();
    const medians = offices.map(({ stored, times }) => ({ stored, ms: quantile(times, 0.5) }));
    const [few, many] = medians;
    console.log(
      `${name}: ${medians.map(({ stored, ms }) => `${String(stored)} stored ${ms.toFixed(1)} ms a batch`).join(', ')}` +
        `: ratio ${((many?.ms ?? Number.NaN) / (few?.ms ?? Number.NaN)).toFixed(2)}`,
    );
  } finally {
    for (const { office } of offices) await office.remove();
  }
}
