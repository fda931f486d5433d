import { readdirSync, readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** CPU that the browser's page processes have used, by thread; milliseconds. */
export interface RendererCpu {
  readonly mainMs: number;
  readonly workerMs: number;
  /** Network, garbage collection, compiling. */
  readonly othersMs: number;
}

/** The system counts for each thread how long it ran, and knows nothing of JavaScript: workers and collectors are in it. */
export async function readRendererCpu(browser: Browser): Promise<RendererCpu> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let mainMs = 0;
  let workerMs = 0;
  let othersMs = 0;
  for (const { id, type } of processInfo) {
    if (type !== 'renderer') continue;
    for (const { thread, name, ms } of threadsOf(id)) {
      if (thread === id) mainMs += ms;
      else if (name.startsWith('DedicatedWorker')) workerMs += ms;
      else othersMs += ms;
    }
  }
  return { mainMs, workerMs, othersMs };
}

interface ThreadTime {
  readonly thread: number;
  readonly name: string;
  readonly ms: number;
}

function threadsOf(process: number): ThreadTime[] {
  const folder = `/proc/${String(process)}/task`;
  return readdirSync(folder).flatMap((thread) => {
    try {
      const name = readFileSync(`${folder}/${thread}/comm`, 'utf8').trim();
      const [ranNs = '0'] = readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ');
      return [{ thread: Number(thread), name, ms: Number(ranNs) / 1e6 }];
    } catch {
      // A thread that ended between the two looks.
      return [];
    }
  });
}

export function cpuSince(before: RendererCpu, after: RendererCpu): RendererCpu {
  return {
    mainMs: after.mainMs - before.mainMs,
    workerMs: after.workerMs - before.workerMs,
    othersMs: after.othersMs - before.othersMs,
  };
}
