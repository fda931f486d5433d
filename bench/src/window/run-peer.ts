import { makeCorpus } from '../corpus.ts';
import type { CorpusOptions } from '../corpus.ts';
import { priorityOf, bandOf } from '@fieldsync/protocol';
import { startLinkShaper } from '../link-shaper.ts';
import type { LinkProfile } from '../link-shaper.ts';
import { PeerOffice } from '../peer/peer-office.ts';
import { peerDictionary } from '../peer/peer-dictionary.ts';
import type { PeerPage } from '../peer/peer-page.ts';
import { launchBenchBrowser } from '../phone/bench-browser.ts';
import { closeLink, openLink } from './open-windows.ts';
import { firstStored, lastStored } from './window-figures.ts';
import type { WindowFigures } from './window-figures.ts';

interface PeerGlobals {
  readonly peer: PeerPage;
}

/** The best reference on the same operations, the same link and the same schedule. */
export async function runPeer(options: {
  readonly repository: string;
  readonly corpus: CorpusOptions;
  readonly profile: LinkProfile;
}): Promise<WindowFigures> {
  const { repository, corpus, profile } = options;
  const operations = makeCorpus(corpus);
  const office = await PeerOffice.open(repository);
  const link = await startLinkShaper({ targetPort: office.port });
  const browser = await launchBenchBrowser();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`https://127.0.0.1:${String(link.port)}`);
    await page.evaluate((all) => (globalThis as unknown as PeerGlobals).peer.fill(all), operations);
    await page.reload();
    const phone = { setOffline: (offline: boolean) => context.setOffline(offline) };
    await closeLink(link, phone);
    await page.evaluate(
      (dictionary) => (globalThis as unknown as PeerGlobals).peer.release(dictionary),
      peerDictionary(),
    );
    const signal = openLink(link, phone, { profile, schedule: 'windows' });
    const { startMs } = signal;
    await page.evaluate(() => (globalThis as unknown as PeerGlobals).peer.untilEmpty());
    signal.stop();
    const acknowledgedMs = performance.timeOrigin + performance.now() - startMs;
    const { upBytes, downBytes, accepted } = link.stats;
    const idsFrom = (is: (score: number) => boolean) =>
      operations.filter(({ score }) => is(score)).map(({ id }) => id);
    const critical = idsFrom((score) => bandOf(score) === 'CRITICAL');
    const high = idsFrom((score) => priorityOf(score) === 'HIGH');
    return {
      who: 'reference',
      firstMs: firstStored(office.storedAt, startMs),
      criticalMs: lastStored(critical, office.storedAt, startMs),
      highMs: lastStored(high, office.storedAt, startMs),
      allMs: lastStored(
        idsFrom(() => true),
        office.storedAt,
        startMs,
      ),
      criticalCount: critical.length,
      highCount: high.length,
      acknowledgedMs,
      upBytes,
      downBytes,
      bodyBytes: office.bodyBytes,
      requests: office.requests,
      connections: accepted,
    };
  } finally {
    await browser.close();
    await link.close();
    await office.remove();
  }
}
