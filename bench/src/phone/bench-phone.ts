import type { Browser, BrowserContext, CDPSession, Page, Worker } from '@playwright/test';
import type { Operation } from '@fieldsync/protocol';
import { makeCorpus, makeEarlierRecords } from '../corpus.ts';
import type { CorpusOptions } from '../corpus.ts';
import { launchBenchBrowser } from './bench-browser.ts';
import type { DrainSeen } from './drain-recorder.ts';
import type { PhonePage, QueuedItem } from './phone-page.ts';
import { cpuSince, readRendererCpu } from './renderer-cpu.ts';
import { WorkerHeap } from './worker-heap.ts';
import type { RendererCpu } from './renderer-cpu.ts';

export interface DrainCost extends DrainSeen {
  readonly cpu: RendererCpu;
  /** What the page's main thread was busy with, as the browser counts it. */
  readonly mainTaskMs: number;
  /** Of the worker that sends for the page. */
  readonly workerHeapStartBytes: number;
  readonly workerHeapPeakBytes: number;
}

/** As the page's own is looked at. */
const SAMPLE_MS = 50;

interface PhoneGlobals {
  readonly phone: PhonePage;
}

export interface BenchAccount {
  readonly email: string;
  readonly password: string;
}

/** Of those that a server has after its first start. */
export const AMINA: BenchAccount = { email: 'amina@fieldsync.test', password: 'amina-in-bama' };
export const YUSUF: BenchAccount = { email: 'yusuf@fieldsync.test', password: 'yusuf-in-dikwa' };

/** A real browser with the engine in a page and a filled outbox. */
export class BenchPhone {
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  #page: Page;
  #tools: CDPSession;
  #workerHeap: WorkerHeap;
  #before: { readonly cpu: RendererCpu; readonly taskMs: number } | undefined;
  saveMs = 0;
  queue: readonly QueuedItem[] = [];

  constructor(browser: Browser, context: BrowserContext, page: Page, tools: CDPSession) {
    this.#browser = browser;
    this.#context = context;
    this.#page = page;
    this.#tools = tools;
    this.#workerHeap = new WorkerHeap(tools);
  }

  /** Signed in, with the corpus captured through the engine, and the page loaded anew: the corpus is out of its memory. */
  static async prepare(origin: string, corpus: CorpusOptions, account = AMINA): Promise<BenchPhone> {
    const browser = await launchBenchBrowser();
    const context = await browser.newContext();
    const page = await context.newPage();
    const phone = new BenchPhone(browser, context, page, await toolsFor(page));
    await phone.#fill(origin, corpus, account);
    return phone;
  }

  async #fill(origin: string, corpus: CorpusOptions, account: BenchAccount): Promise<void> {
    await this.#page.goto(origin);
    const signedIn = await this.#page.evaluate(async (who) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(who);
      return (await fetch('/api/auth/sign-in/email', { method: 'POST', headers, body })).status;
    }, account);
    if (signedIn !== 200) throw new Error(`sign-in answered ${String(signedIn)}`);
    const { saveMs } = await this.#page.evaluate(
      ([earlier, operations]) => (globalThis as unknown as PhoneGlobals).phone.fill(earlier, operations),
      [makeEarlierRecords(corpus), makeCorpus(corpus)] as const,
    );
    this.saveMs = saveMs;
    await this.#openAnew();
    this.queue = await this.#page.evaluate(() => (globalThis as unknown as PhoneGlobals).phone.list());
    await this.#openElsewhere(origin);
    if (this.queue.length !== corpus.count)
      throw new Error(`${String(this.queue.length)} items are queued, not ${String(corpus.count)}`);
  }

  async #openAnew(): Promise<void> {
    const worker = this.#page.waitForEvent('worker');
    await this.#page.reload();
    await this.#opened(worker);
  }

  /**
   * In a page that has never had the corpus or the list: 10,000 items left 55 MB in the heap, also after a reload, and to collect
   * them stopped its main thread for 100 ms, which was counted as sending.
   */
  async #openElsewhere(origin: string): Promise<void> {
    const before = this.#page;
    this.#page = await this.#context.newPage();
    this.#tools = await toolsFor(this.#page);
    this.#workerHeap = new WorkerHeap(this.#tools);
    const worker = this.#page.waitForEvent('worker');
    await this.#page.goto(origin);
    await before.close();
    await this.#opened(worker);
  }

  async #opened(worker: Promise<Worker>): Promise<void> {
    await this.#page.evaluate(() => (globalThis as unknown as PhoneGlobals).phone.open());
    /* The app's own is kept on the phone; this one's script must be here before the link goes. */
    await (await worker).evaluate(() => 0);
  }

  /** How many times slower than this machine the page's main thread is. */
  async throttle(rate: number): Promise<void> {
    await this.#tools.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** Without an interface, as the browser tells the page. */
  setOffline(offline: boolean): Promise<void> {
    return this.#context.setOffline(offline);
  }

  /** From here on everything is counted. */
  async record(): Promise<void> {
    await this.#page.evaluate(() => (globalThis as unknown as PhoneGlobals).phone.record());
    await this.#mark();
  }

  /** The same, and the engine may send. */
  async release(): Promise<void> {
    await this.#page.evaluate(() => (globalThis as unknown as PhoneGlobals).phone.release());
    await this.#mark();
  }

  async #mark(): Promise<void> {
    await this.#workerHeap.begin(SAMPLE_MS);
    this.#before = { cpu: await readRendererCpu(this.#browser), taskMs: await this.#taskMs() };
  }

  saveOne(operation: Operation): Promise<void> {
    return this.#page.evaluate(
      (one) => (globalThis as unknown as PhoneGlobals).phone.saveOne(one),
      operation,
    );
  }

  syncNow(): Promise<void> {
    return this.#page.evaluate(() => (globalThis as unknown as PhoneGlobals).phone.syncNow());
  }

  untilEmpty(): Promise<void> {
    return this.#page.evaluate(() => (globalThis as unknown as PhoneGlobals).phone.untilEmpty());
  }

  async finish(): Promise<DrainCost> {
    const before = this.#before;
    if (before === undefined) throw new Error('release first');
    await this.#page.evaluate(() => (globalThis as unknown as PhoneGlobals).phone.untilFolded());
    const cpu = cpuSince(before.cpu, await readRendererCpu(this.#browser));
    const mainTaskMs = (await this.#taskMs()) - before.taskMs;
    const seen = await this.#page.evaluate(() => (globalThis as unknown as PhoneGlobals).phone.finish());
    this.#workerHeap.end();
    const { startBytes, peakBytes } = this.#workerHeap;
    return { ...seen, cpu, mainTaskMs, workerHeapStartBytes: startBytes, workerHeapPeakBytes: peakBytes };
  }

  async #taskMs(): Promise<number> {
    const { metrics } = await this.#tools.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  }

  close(): Promise<void> {
    this.#workerHeap.end();
    return this.#browser.close();
  }
}

async function toolsFor(page: Page): Promise<CDPSession> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  return tools;
}
