/**
 * 1,000 items of the corpus, from the outbox of a real browser to the server's disk: time, heap, requests, bytes.
 * `npm run bench -- drain`; `--profile=edge` puts the link shaper between, `--count=10000` changes the number.
 */
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { makeCorpus, makeEarlierRecords } from './corpus.ts';
import type { DrainFigures, DrainPage } from './drain/drain-page.ts';
import { startBenchServer } from './drain/bench-server.ts';
import { linkProfiles, startLinkShaper, type LinkProfileName } from './link-shaper.ts';

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: 'unshaped' },
    count: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}

async function run(
  profile: LinkProfileName,
): Promise<DrainFigures & { tcpUpBytes: number; tcpDownBytes: number }> {
  const server = await startBenchServer(process.cwd(), await freePort());
  const shaper = await startLinkShaper({ targetPort: server.port });
  const executablePath = process.env['FIELDSYNC_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
    ],
  });
  try {
    const page = await browser.newPage();
    await page.goto(shaper.origin);
    const signedIn = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ email: 'amina@fieldsync.test', password: 'amina-in-bama' });
      return (await fetch('/api/auth/sign-in/email', { method: 'POST', headers, body })).status;
    });
    if (signedIn !== 200) throw new Error(`sign-in answered ${String(signedIn)}`);
    const options = { seed: Number(values.seed), count: Number(values.count), language: 'en' as const };
    const queued = await page.evaluate(
      ([earlier, operations]) =>
        (globalThis as unknown as { drainPage: DrainPage }).drainPage.fill(earlier, operations),
      [makeEarlierRecords(options), makeCorpus(options)] as const,
    );
    if (queued !== options.count)
      throw new Error(`${String(queued)} items are queued, not ${String(options.count)}`);
    await page.evaluate(() => {
      (globalThis as { gc?: () => void }).gc?.();
    });
    shaper.setProfile(linkProfiles[profile]);
    shaper.resetStats();
    const figures = await page.evaluate(() =>
      (globalThis as unknown as { drainPage: DrainPage }).drainPage.drain(),
    );
    return { ...figures, tcpUpBytes: shaper.stats.upBytes, tcpDownBytes: shaper.stats.downBytes };
  } finally {
    await browser.close();
    await shaper.close();
    await server.stop();
  }
}

function isProfile(name: string): name is LinkProfileName {
  return Object.hasOwn(linkProfiles, name);
}

const { profile } = values;
if (!isProfile(profile))
  throw new Error(`There is no link profile ${profile}. There are: ${Object.keys(linkProfiles).join(', ')}.`);
console.log(`${values.count} items, ${profile} link, corpus seed ${values.seed}`);
for (let index = 1; index <= Number(values.runs); index += 1) {
  const figures = await run(profile);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const saved = 100 * (1 - figures.tcpUpBytes / figures.rawBytes);
  console.log(
    [
      `run ${String(index)}: ${(figures.durationMs / 1_000).toFixed(2)} s for ${String(figures.completed)} items`,
      `first ${(figures.firstMs / 1_000).toFixed(2)} s`,
      figures.criticalMs === null
        ? 'no critical ones'
        : `critical ${(figures.criticalMs / 1_000).toFixed(2)} s`,
      `${String(figures.requests)} requests`,
      `up ${String(figures.tcpUpBytes)} B on the wire of ${String(figures.rawBytes)} B JSON (${saved.toFixed(1)} % saved), down ${String(figures.tcpDownBytes)} B`,
      `heap peak ${megabytes(figures.heapPeakBytes)}, from ${megabytes(figures.heapStartBytes)}`,
      `longest task ${figures.longestTaskMs.toFixed(0)} ms`,
      `one save ${figures.saveMs.toFixed(1)} ms`,
    ].join(' · '),
  );
}
