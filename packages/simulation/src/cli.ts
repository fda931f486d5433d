/** `npm run sim -- --seed 42 --steps 5000`, or `--seeds 1000` for as many runs from that seed on. */
import { parseArgs } from 'node:util';
import { simulate } from './world.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, steps: { type: 'string' }, seeds: { type: 'string' } },
});
const first = Number(values.seed ?? Date.now() % 1_000_000_000);
const steps = Number(values.steps ?? 60);
const count = Number(values.seeds ?? 1);
let failed = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const report = await simulate({ seed, steps });
  const verdict = report.problems.length === 0 ? 'ok' : 'FAILED';
  console.log(
    `seed ${String(seed)}: ${verdict}, ${String(report.captured)} captures, ${String(report.exchanges)} exchanges, ${String(report.decided)} decisions, ${String(report.restores)} restores, ${report.virtualHours.toFixed(1)} virtual hours`,
  );
  for (const problem of report.problems) console.log(`  ${problem}`);
  if (report.problems.length > 0) failed += 1;
}
console.log(`${String(count - failed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
