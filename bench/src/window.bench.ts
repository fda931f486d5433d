/**
 * 1,000 items of the corpus in brief windows of signal (20 s up, 40 s down), from a cold connection: a real browser, the built
 * server with its embedded database, HTTP/2 over TLS through the link shaper; beside the physical limit, the best reference
 * on the same link, and a run that is cut in its middle.
 * `npm run bench -- window --profile=edge,weak3g,4g,unshaped --runs=1 --count=1000 --seed=1 --language=en --throttle=1`,
 * `--coder=mixing`, `columns` or `json` for one alone,
 * `--no-peer` and `--no-cut` leave those out.
 */
import { linkProfiles } from './link-shaper.ts';
import { Rng } from './rng.ts';
import { readBenchOptions } from './window/bench-options.ts';
import { describeCost, describeExchanges, describeFigures, describeThreads } from './window/describe-run.ts';
import { runEngine } from './window/run-engine.ts';
import { runPeer } from './window/run-peer.ts';

const { profiles, corpus, runs, throttle, coder, peer, cut, warm, trace } = readBenchOptions(
  process.argv.slice(2),
  { profiles: 'edge,weak3g,4g,unshaped', count: 1_000 },
  Date.now(),
);
const repository = process.cwd();

for (const name of profiles) {
  const profile = linkProfiles[name];
  const common = { repository, corpus, profile, schedule: 'windows', throttle, coder, warm } as const;
  for (let run = 1; run <= runs; run += 1) {
    console.log(
      `\n${name}, run ${String(run)}: ${String(corpus.count)} items, seed ${String(corpus.seed)}, ${corpus.language}, main thread slowed ${String(throttle)} times`,
    );
    const whole = await runEngine(common);
    console.log(describeFigures(whole.figures, profile));
    console.log(describeCost(whole, corpus.count));
    if (trace) console.log(`${describeThreads(whole)}\n${describeExchanges(whole)}`);
    if (peer) console.log(describeFigures(await runPeer({ repository, corpus, profile }), profile));
    if (!cut) continue;
    const share = 0.2 + 0.6 * new Rng(corpus.seed * 1_000 + run).next();
    const cutAfterBytes = Math.round(share * whole.figures.upBytes);
    const torn = await runEngine({ ...common, cutAfterBytes });
    console.log(`  cut once after ${String(cutAfterBytes)} B up:`);
    console.log(describeFigures(torn.figures, profile));
    console.log(describeCost(torn, corpus.count));
    if (trace) console.log(`${describeThreads(torn)}\n${describeExchanges(torn)}`);
  }
}
