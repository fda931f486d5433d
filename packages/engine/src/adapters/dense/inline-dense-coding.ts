import type { Coder } from '@fieldsync/protocol/dense';
import type { DenseCoding, EncodedFrame } from '../../ports.ts';
import type { ChainMessage, DenseSession } from './dense-session.ts';

type CodingSession = Pick<DenseSession, 'warm' | 'encode' | 'decode'>;

/** A screen that answers within 50 ms feels alive; this leaves room for the rest of what it does. */
const SLICE_MS = 8;

/** Codes on the thread that asks, some milliseconds at a time: the worker that sends settles answers and is pinged meanwhile. */
export class InlineDenseCoding implements DenseCoding {
  readonly coders: readonly Coder[];
  readonly #load: () => Promise<CodingSession>;
  #session: Promise<CodingSession> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param coders none on a thread that draws a screen: their primer is read in one piece, 0.25 s of processor time for
   * `mixing` and twice that for `columns` on the machine of the benchmarks
   */
  constructor(load: () => Promise<CodingSession>, coders: readonly Coder[]) {
    this.#load = load;
    this.coders = coders;
  }

  warm(): void {
    void this.#next(async () => {
      const session = await this.#loaded();
      for (const coder of this.coders) {
        session.warm(coder);
        await breath();
      }
    });
  }

  encode(message: ChainMessage): Promise<EncodedFrame | undefined> {
    return this.#next(async () => {
      const steps = (await this.#loaded()).encode(message);
      let worked = 0;
      for (;;) {
        const began = performance.now();
        let step = steps.next();
        while (step.done !== true && performance.now() - began < SLICE_MS) step = steps.next();
        worked += performance.now() - began;
        if (step.done === true) return { frame: Uint8Array.from(step.value), workMs: worked };
        await breath();
      }
    });
  }

  decode(frame: Uint8Array): Promise<{ readonly value: unknown } | undefined> {
    return this.#next(async () => (await this.#loaded()).decode(frame));
  }

  close(): void {
    this.#session = undefined;
  }

  /** One after the other: a chain is one line of messages. What goes wrong costs the dense form of this one. */
  #next<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    const done = this.#last.then(work).catch(() => undefined);
    this.#last = done;
    return done;
  }

  #loaded(): Promise<CodingSession> {
    this.#session ??= this.#load();
    return this.#session;
  }
}

/** Lets others have their turn. A timer of 0 ms is one of 4 once several have followed each other. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
