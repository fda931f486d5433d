/**
 * One saved record on a connection that is warm, and an exchange with nothing to say: bytes of headers and bodies both ways.
 * `npm run bench -- single`; `--count=10` records, `--language=fr`, `--seed=2`.
 */
import { runSingle } from './single/run-single.ts';
import type { SingleFigures } from './single/run-single.ts';
import { readBenchOptions } from './window/bench-options.ts';

const { corpus, coder } = readBenchOptions(
  process.argv.slice(2),
  { profiles: 'unshaped', count: 10 },
  Date.now(),
);

const total = ({ up, down }: SingleFigures): number => up.contentBytes + down.contentBytes;

function describe(figures: SingleFigures): string {
  const { up, down, exchanges } = figures;
  const bodies = exchanges.map(
    ({ coder, upBytes, downBytes }) => `${String(upBytes)} up and ${String(downBytes)} down (${coder})`,
  );
  return [
    `  ${figures.what}: ${String(total(figures))} B of headers and bodies`,
    `${String(up.contentBytes)} up, ${String(down.contentBytes)} down`,
    `bodies ${bodies.join(' + ')}`,
    `with TLS ${String(up.bytes)} B in ${String(up.records)} records up, ${String(down.bytes)} B in ${String(down.records)} down`,
  ].join(' · ');
}

const measured = await runSingle(process.cwd(), corpus, coder);
for (const figures of measured) console.log(describe(figures));
const records = measured.slice(0, -1).map(total);
const mean = records.reduce((sum, bytes) => sum + bytes, 0) / records.length;
console.log(`  mean of ${String(records.length)} records: ${mean.toFixed(0)} B of headers and bodies`);
