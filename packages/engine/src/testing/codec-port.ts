import { installCodecWorker } from '../adapters/dense/codec-worker.ts';
import type { CodecAnswer, CodecAsk } from '../adapters/dense/codec-messages.ts';
import type { CodecPort } from '../adapters/dense/worker-dense-coding.ts';

/** The codec worker's program without a thread: what crosses is cloned, and comes later, as between threads. */
export class InProcessCodecPort implements CodecPort {
  onmessage: CodecPort['onmessage'] = null;
  onerror: CodecPort['onerror'] = null;
  /** What it was asked after it had stopped answering. */
  readonly ignored: CodecAsk[] = [];
  terminated = false;
  #stopped = false;
  #listener: (event: MessageEvent<CodecAsk>) => void = () => undefined;

  constructor() {
    installCodecWorker({
      addEventListener: (_, listener) => (this.#listener = listener),
      postMessage: (answer) => {
        this.#later(() => this.onmessage?.(eventOf<CodecAnswer>(answer)));
      },
    });
  }

  postMessage(ask: CodecAsk): void {
    if (this.#stopped) {
      this.ignored.push(ask);
      return;
    }
    this.#later(() => {
      this.#listener(eventOf(ask));
    });
  }

  terminate(): void {
    this.terminated = true;
    this.#stopped = true;
  }

  /** From now on it says nothing any more. */
  hang(): void {
    this.#stopped = true;
  }

  /** Something in it was thrown and not caught. */
  die(): void {
    this.#stopped = true;
    this.onerror?.(new Event('error') as ErrorEvent);
  }

  #later(work: () => void): void {
    const next = new MessageChannel();
    next.port1.onmessage = () => {
      next.port1.close();
      if (!this.#stopped) work();
    };
    next.port2.postMessage(null);
  }
}

function eventOf<Data>(data: Data): MessageEvent<Data> {
  return new MessageEvent('message', { data: structuredClone(data) });
}
