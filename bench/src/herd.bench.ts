/**
 * Many devices that come back within a few seconds, each with what it captured while it was away.
 * `npm run bench -- herd`; `--on=embedded,postgres`, `--devices=2000`, `--operations=10`, `--within=10`.
 */
import { parseArgs } from 'node:util';
import type { Returned } from './herd/herd-device.ts';
import { comeBack } from './herd/herd-device.ts';
import { makePushBatches } from './push/push-batches.ts';
import { quantile } from './push/push-load.ts';
import { embeddedOffice, postgresOffice } from './push/push-office.ts';

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: 'embedded,postgres' },
    devices: { type: 'string', default: '2000' },
    operations: { type: 'string', default: '10' },
    within: { type: 'string', default: '10' },
  },
});
const devices = Number(values.devices);
const size = Number(values.operations);

const sum = (returned: readonly Returned[], of: (one: Returned) => number): number =>
  returned.reduce((total, one) => total + of(one), 0);

for (const name of values.on.split(',')) {
  const office =
    name === 'embedded'
      ? embeddedOffice()
      : await postgresOffice(process.env['FIELDSYNC_BENCH_DATABASE_URL'] ?? '');
  try {
    const server = await office.start();
    const work = makePushBatches({ batches: devices, size, firstSeed: 1 }, Date.now());
    const before = server.memoryMb();
    let most = before;
    const watching = setInterval(() => (most = Math.max(most, server.memoryMb())), 100);
    const began = performance.now();
    const returned = await Promise.all(
      work.map(async (operations, index) => {
        const afterMs = (Number(values.within) * 1_000 * index) / devices;
        await new Promise((resolve) => setTimeout(resolve, afterMs));
        return comeBack(server.origin, server.cookie, operations);
      }),
    );
    const tookS = (performance.now() - began) / 1_000;
    clearInterval(watching);
    await server.stop();
    const rows = await office.pushedRows();
    const stored = rows.reduce((total, { operations }) => total + operations.length, 0);
    const times = returned.map(({ tookMs }) => tookMs / 1_000);
    console.log(
      `${name}: ${String(devices)} devices within ${values.within} s, ${String(size)} operations each\n` +
        `  acknowledged ${String(sum(returned, (one) => one.acknowledged))} of ${String(devices * size)}, stored ${String(stored)}, all after ${tookS.toFixed(1)} s\n` +
        `  one device: half within ${quantile(times, 0.5).toFixed(1)} s, 99 % within ${quantile(times, 0.99).toFixed(1)} s\n` +
        `  told to come back ${String(sum(returned, (one) => one.shed))} times, ${String(sum(returned, (one) => one.shedWithoutTime))} without a time; cut off ${String(sum(returned, (one) => one.cut))} times\n` +
        `  memory of the server ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most`,
    );
  } finally {
    await office.remove();
  }
}
