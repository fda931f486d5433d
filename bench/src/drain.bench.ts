/**
 * 1,000 items of the corpus, from the outbox of a real browser to the server's disk, on a link that stays: time, CPU, heap,
 * requests, bytes. `npm run bench -- drain`; `--count=10000` changes the number, `--throttle=4` slows the page's main
 * thread, `--profile=4g` puts the link shaper between.
 */
import { linkProfiles } from './link-shaper.ts';
import { readBenchOptions } from './window/bench-options.ts';
import { describeCost, describeExchanges, describeFigures, describeThreads } from './window/describe-run.ts';
import { runEngine } from './window/run-engine.ts';

const { profiles, corpus, runs, throttle, coder, warm, trace } = readBenchOptions(
  process.argv.slice(2),
  { profiles: 'unshaped', count: 1_000 },
  Date.now(),
);
for (const name of profiles) {
  for (let run = 1; run <= runs; run += 1) {
    console.log(
      `\n${name}, run ${String(run)}: ${String(corpus.count)} items, seed ${String(corpus.seed)}, ${corpus.language}, main thread slowed ${String(throttle)} times`,
    );
    const profile = linkProfiles[name];
    const drained = await runEngine({
      repository: process.cwd(),
      corpus,
      profile,
      schedule: 'steady',
      throttle,
      coder,
      warm,
    });
    console.log(describeFigures(drained.figures, profile));
    console.log(describeCost(drained, corpus.count));
    if (trace) console.log(`${describeThreads(drained)}\n${describeExchanges(drained)}`);
  }
}
