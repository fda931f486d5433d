import type { Coder } from '@fieldsync/protocol/dense';
import type { DenseCoding, EncodedFrame } from '../../ports.ts';
import type { CodecAnswer, CodecAsk } from './codec-messages.ts';
import type { ChainMessage } from './dense-session.ts';

/** As much of a `Worker` as is needed here. */
export interface CodecPort {
  onmessage: ((event: MessageEvent<CodecAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(ask: CodecAsk): void;
  terminate(): void;
}

/** From one answer to the next. Reading the primer takes half a second here, and some seconds on the slowest of phones. */
const PATIENCE_MS = 10_000;

/**
 * Codes in a worker of its own, opened when it is first needed. One that dies or hangs is let go: what it had in hand
 * goes as JSON, and what comes later is coded by `otherwise`.
 */
export class WorkerDenseCoding implements DenseCoding {
  readonly #open: () => CodecPort;
  readonly #otherwise: DenseCoding;
  readonly #patienceMs: number;
  /** Who waits for what was asked, the longest first. */
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #port: CodecPort | undefined;
  #lost = false;
  #asked = 0;

  constructor(open: () => CodecPort, otherwise: DenseCoding, patienceMs = PATIENCE_MS) {
    this.#open = open;
    this.#otherwise = otherwise;
    this.#patienceMs = patienceMs;
  }

  get coders(): readonly Coder[] {
    return this.#lost ? this.#otherwise.coders : ['mixing', 'columns'];
  }

  warm(): void {
    if (this.#lost) this.#otherwise.warm();
    else void this.#ask((id) => ({ id, do: 'warm', coders: this.coders }));
  }

  async encode(message: ChainMessage): Promise<EncodedFrame | undefined> {
    if (this.#lost) return this.#otherwise.encode(message);
    return (await this.#ask((id) => ({ id, do: 'encode', message }))) as EncodedFrame | undefined;
  }

  async decode(frame: Uint8Array): Promise<{ readonly value: unknown } | undefined> {
    const read = this.#lost ? undefined : await this.#ask((id) => ({ id, do: 'decode', frame }));
    /* A reply needs no chain: what the worker took with it can still be read here. */
    if (read === undefined && this.#lost) return this.#otherwise.decode(frame);
    return read as { readonly value: unknown } | undefined;
  }

  close(): void {
    this.#lose();
    this.#otherwise.close();
  }

  #ask(ask: (id: number) => CodecAsk): Promise<unknown> {
    const port = this.#opened();
    if (port === undefined) return Promise.resolve(undefined);
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((answer) => {
      this.#waiting.set(id, answer);
      if (this.#waiting.size === 1) this.#await();
      port.postMessage(ask(id));
    });
  }

  #opened(): CodecPort | undefined {
    if (this.#port !== undefined || this.#lost) return this.#port;
    try {
      const port = this.#open();
      port.onmessage = ({ data }) => {
        this.#answered(data);
      };
      /* Its script did not load, or something in it was not caught. */
      port.onerror = () => {
        this.#lose();
      };
      this.#port = port;
    } catch {
      this.#lose();
    }
    return this.#port;
  }

  #answered({ id, result }: CodecAnswer): void {
    const answer = this.#waiting.get(id);
    if (answer === undefined) return;
    this.#waiting.delete(id);
    this.#await();
    answer(result);
  }

  #await(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#lose();
    }, this.#patienceMs);
  }

  #lose(): void {
    this.#lost = true;
    this.#port?.terminate();
    this.#port = undefined;
    for (const id of [...this.#waiting.keys()]) this.#answered({ id });
  }
}
