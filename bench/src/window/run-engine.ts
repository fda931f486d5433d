import type { CorpusOptions } from '../corpus.ts';
import { startLinkShaper } from '../link-shaper.ts';
import type { LinkProfile, LinkShaper } from '../link-shaper.ts';
import { BenchOffice } from '../office/bench-office.ts';
import { exactlyOnce } from '../office/exactly-once.ts';
import type { OnceReport } from '../office/exactly-once.ts';
import { storedTimes } from '../office/stored-times.ts';
import { BenchPhone } from '../phone/bench-phone.ts';
import type { DrainCost } from '../phone/bench-phone.ts';
import type { SeenExchange } from '../phone/drain-recorder.ts';
import { cpuOfAllSince, readCpuOfAll } from './cpu-of-all.ts';
import { closeLink, openLink, reopenLink } from './open-windows.ts';
import type { Signal, SignalSchedule } from './open-windows.ts';
import { warmOffice } from './warm-office.ts';
import { firstStored, lastStored } from './window-figures.ts';
import type { WindowFigures } from './window-figures.ts';

export interface EngineRun {
  readonly figures: WindowFigures;
  readonly cost: DrainCost;
  readonly once: OnceReport;
  readonly duplicates: number;
  readonly saveMs: number;
  /** ms since 1970 at which the first window opened. */
  readonly startMs: number;
  /** Bodies that were on the way when the link was cut, all of each, also where only a part had left: they go again. */
  readonly torn: readonly SeenExchange[];
  /** ms that each thread of phone, link and office ran. */
  readonly cpuOfAll: readonly (readonly [string, number])[];
}

export interface EngineRunOptions {
  readonly repository: string;
  readonly corpus: CorpusOptions;
  readonly profile: LinkProfile;
  readonly schedule: SignalSchedule;
  /** The one to see alone; undefined: the engine chooses. */
  readonly coder: string | undefined;
  /** How many times slower the page's main thread is made. */
  readonly throttle: number;
  /** The office has been at work before. */
  readonly warm: boolean;
  /** The link is cut once so many bytes have gone up, and a new window opens soon after. */
  readonly cutAfterBytes?: number;
}

/** Long enough for the browser to have noticed the cut. */
const PAUSE_MS = 2_000;

export async function runEngine(options: EngineRunOptions): Promise<EngineRun> {
  const { repository, corpus, throttle, cutAfterBytes } = options;
  const office = await BenchOffice.open(repository, options.coder);
  const link = await startLinkShaper({ targetPort: office.port });
  let phone: BenchPhone | undefined;
  try {
    if (options.warm) await warmOffice(office);
    phone = await BenchPhone.prepare(`https://127.0.0.1:${String(link.port)}`, corpus);
    await closeLink(link, phone);
    await phone.throttle(throttle);
    await phone.release();
    office.mark();
    const cpuBefore = readCpuOfAll();
    const first = openLink(link, phone, options);
    const { startMs } = first;
    const cut = cutAfterBytes === undefined ? undefined : await cutOnce(link, phone, first, cutAfterBytes);
    await phone.untilEmpty();
    (cut?.again ?? first).stop();
    const cost = await phone.finish();
    const cpuOfAll = cpuOfAllSince(cpuBefore, readCpuOfAll());
    const { upBytes, downBytes, accepted } = link.stats;
    const answered = office.answered();
    await phone.close();
    const ledger = await office.stopAndRead();
    const storedAt = storedTimes(ledger, answered, startMs);
    const { queue } = phone;
    const idsOf = (items: typeof queue) => items.map(({ id }) => id);
    const critical = idsOf(queue.filter((item) => item.critical));
    const high = idsOf(queue.filter((item) => item.critical || item.priority === 'HIGH'));
    return {
      figures: {
        who: 'engine',
        firstMs: firstStored(storedAt, startMs),
        criticalMs: lastStored(critical, storedAt, startMs),
        highMs: lastStored(high, storedAt, startMs),
        allMs: lastStored(idsOf(queue), storedAt, startMs),
        criticalCount: critical.length,
        highCount: high.length,
        acknowledgedMs: Math.max(...cost.verdicts.map(({ atMs }) => atMs)) - startMs,
        upBytes,
        downBytes,
        bodyBytes: cost.exchanges.reduce((sum, each) => sum + each.upBytes, 0),
        requests: cost.exchanges.length,
        connections: accepted,
      },
      cost,
      once: exactlyOnce(ledger, idsOf(queue)),
      duplicates: cost.verdicts.filter(({ status }) => status === 'duplicate').length,
      saveMs: phone.saveMs,
      startMs,
      cpuOfAll,
      torn: cost.exchanges.filter(
        ({ ok, beganMs, endedMs }) => !ok && cut !== undefined && beganMs < cut.atMs && endedMs > cut.atMs,
      ),
    };
  } finally {
    await phone?.close();
    await link.close();
    await office.remove();
  }
}

async function cutOnce(
  link: LinkShaper,
  phone: BenchPhone,
  signal: Signal,
  bytes: number,
): Promise<{ readonly atMs: number; readonly again: Signal }> {
  await link.cutAfterBytes('up', bytes).fired;
  const atMs = performance.timeOrigin + performance.now();
  signal.stop();
  await phone.setOffline(true);
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  return { atMs, again: reopenLink(link, phone, 'windows') };
}
