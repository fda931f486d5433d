import type { DrainOptions, DrainOutcome } from '../drainer.ts';
import type { DrainAsk, DrainTold } from '../drain-worker/messages.ts';
import { serveDrains, type DrainWorkerPorts } from '../drain-worker/serve-drains.ts';
import type { DrainPort } from '../drain-worker/worker-drainer.ts';

/** The worker's program without a thread: what crosses is cloned and comes later; once terminated, nothing crosses. */
export class InProcessWorker implements DrainPort {
  onmessage: DrainPort['onmessage'] = null;
  onerror: DrainPort['onerror'] = null;
  terminations = 0;
  /** It runs, and comes to nothing. */
  hangs = false;
  readonly #listeners = new Map<string, (event: never) => void>();

  constructor(ports: DrainWorkerPorts) {
    const addEventListener = (type: string, listener: (event: never) => void) =>
      this.#listeners.set(type, listener);
    const postMessage = (told: DrainTold) => this.#later(told, (event) => this.onmessage?.(event));
    serveDrains({ addEventListener, postMessage }, ports);
  }

  postMessage(ask: DrainAsk): void {
    this.#later(ask, (event) => this.happens('message', event));
  }

  /** An event of the browser's in the worker. */
  happens(type: string, event: object): void {
    this.#listeners.get(type)?.(event as never);
  }

  terminate(): void {
    this.terminations += 1;
  }

  #later<Message>(message: Message, arrive: (event: MessageEvent<Message>) => void): void {
    const data = structuredClone(message);
    queueMicrotask(() => {
      if (this.terminations === 0 && !this.hangs) arrive(new MessageEvent('message', { data }));
    });
  }
}

export function later<Result>() {
  let resolve: (result: Result) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<Result>((...ends) => ([resolve, reject] = ends));
  return { promise, resolve, reject };
}

/** Its drains end when the test says so, or are told to stop. */
export class HeldDrainer {
  readonly drains: (ReturnType<typeof later<DrainOutcome>> & { readonly options: DrainOptions })[] = [];

  drain(options: DrainOptions): Promise<DrainOutcome> {
    const drain = { options, ...later<DrainOutcome>() };
    this.drains.push(drain);
    options.signal.addEventListener('abort', () => drain.resolve('stopped'));
    return drain.promise;
  }

  at(index: number) {
    const drain = this.drains[index];
    if (drain === undefined) throw new Error(`there are ${String(this.drains.length)} drains`);
    return drain;
  }
}
