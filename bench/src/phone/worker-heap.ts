import type { CDPSession } from '@playwright/test';

/** What an isolate that no page can look into uses: its garbage is collected once, then it is asked every so often. */
export class WorkerHeap {
  readonly #tools: CDPSession;
  readonly #answers = new Map<number, (result: { readonly usedSize?: number }) => void>();
  #worker: string | undefined;
  #asked = 0;
  #sampling: ReturnType<typeof setInterval> | undefined;
  startBytes = 0;
  peakBytes = 0;

  /** @param tools of the page that has the worker */
  constructor(tools: CDPSession) {
    this.#tools = tools;
    tools.on('Target.attachedToTarget', ({ sessionId }) => {
      this.#worker = sessionId;
    });
    tools.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message) as { id?: number; result?: { usedSize?: number } };
      this.#answers.get(id ?? 0)?.(result ?? {});
      this.#answers.delete(id ?? 0);
    });
  }

  /** From here on; what was looked at before is over. */
  async begin(sampleMs: number): Promise<void> {
    this.end();
    const how = { waitForDebuggerOnStart: false, flatten: false };
    await this.#tools.send('Target.setAutoAttach', { autoAttach: true, ...how });
    await this.#ask('HeapProfiler.collectGarbage');
    this.startBytes = await this.#usedBytes();
    this.peakBytes = this.startBytes;
    this.#sampling = setInterval(() => {
      /* Of a browser that has been closed in between, the looks before count. */
      this.#sample().catch(() => {
        this.end();
      });
    }, sampleMs);
  }

  end(): void {
    clearInterval(this.#sampling);
  }

  async #sample(): Promise<void> {
    this.peakBytes = Math.max(this.peakBytes, await this.#usedBytes());
  }

  async #usedBytes(): Promise<number> {
    return (await this.#ask('Runtime.getHeapUsage')).usedSize ?? 0;
  }

  async #ask(method: string): Promise<{ readonly usedSize?: number }> {
    const sessionId = this.#worker;
    if (sessionId === undefined) throw new Error('the page has no worker');
    this.#asked += 1;
    const id = this.#asked;
    const answer = new Promise<{ readonly usedSize?: number }>((resolve) => this.#answers.set(id, resolve));
    await this.#tools.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id, method }),
    });
    return answer;
  }
}
