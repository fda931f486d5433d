import { limits } from '@fieldsync/protocol';
import type { Coder } from '@fieldsync/protocol/dense';
import { Worker } from 'node:worker_threads';
import type { CodingLoad, DecodedFrame, DenseCoding } from '../../services/dense-coding.ts';
import type { Service } from '../../services/service.ts';
import type { CodecDone, CodecJob } from './codec-job.ts';

export interface CodecThreadBounds {
  /** Jobs that wait, and bytes of their frames. */
  readonly jobs: number;
  readonly bytes: number;
  /** One job. The largest body takes some seconds on a machine that has much else to do. */
  readonly jobMs: number;
  /** Until a thread has read its program and works. */
  readonly startMs: number;
  /** After a thread has died: so long without one, twice as long each time it happens again. */
  readonly restMs: number;
  readonly longestRestMs: number;
}

export const CODEC_THREAD_BOUNDS: CodecThreadBounds = {
  jobs: 64,
  bytes: 16_777_216,
  jobMs: 10_000,
  startMs: 30_000,
  restMs: 1_000,
  longestRestMs: 60_000,
};

/**
 * The heap of a thread: what grows beyond it ends the thread. Node 20 ends the process when one single allocation is larger
 * than what is left, so this stands behind the decoder's own bounds and not in place of them.
 */
const HEAP_MB = 256;
/** A small body may inflate by more than the ratio: one long text of one letter is no bomb. */
const ALWAYS_BYTES = 2 * limits.operationBytes;

interface Waiting {
  readonly job: CodecJob;
  readonly bytes: number;
  /** Undefined: the thread is gone. */
  readonly done: (done: CodecDone | undefined) => void;
}

/**
 * One thread that codes, and nothing else: bytes from outside are worked on for long and by intricate code, and the thread
 * that answers everybody must not wait for that. It gets one job at a time, so that the one that hangs is known.
 */
export class CodecThread implements DenseCoding, Service {
  readonly name = 'codec thread';
  readonly #file: string;
  readonly #bounds: CodecThreadBounds;
  readonly #failed: (error: unknown) => void;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #current: Waiting | undefined;
  #thread: Worker | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #chains = 0;
  #restMs: number;
  #restsUntil = 0;
  #closed = false;

  /** @param failed told of what must not happen: why a thread is gone, or what was thrown in it */
  constructor(file: string, failed: (error: unknown) => void, bounds = CODEC_THREAD_BOUNDS) {
    this.#file = file;
    this.#failed = failed;
    this.#bounds = bounds;
    this.#restMs = bounds.restMs;
  }

  async run(signal: AbortSignal): Promise<void> {
    /* The primer is read before the first device comes. */
    void this.#ask({ do: 'warm' }, 0);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#closed = true;
    await this.#end();
  }

  load(): CodingLoad {
    const jobs = this.#waiting.length + (this.#current === undefined ? 0 : 1);
    return { available: !this.#rests(), jobs, chains: this.#chains };
  }

  async decode(account: string, frame: Uint8Array): Promise<DecodedFrame> {
    const full = this.#waiting.length >= this.#bounds.jobs;
    if (full || this.#waitingBytes + frame.byteLength > this.#bounds.bytes)
      return { ok: false, reason: 'busy' };
    const byRatio = Math.max(ALWAYS_BYTES, frame.byteLength * limits.inflationRatio);
    const maxBytes = Math.min(limits.inflatedBodyBytes, byRatio);
    const done = await this.#ask({ do: 'decode', account, frame, maxBytes }, frame.byteLength);
    if (done?.json === undefined) return { ok: false, reason: done?.refused ?? 'unavailable' };
    return { ok: true, json: Buffer.from(done.json.buffer) };
  }

  async encode(coder: Coder, json: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    /* Requests come first: whoever waits for a reply has it as JSON sooner. */
    if (this.#waiting.length > 0) return undefined;
    return (await this.#ask({ do: 'encode', coder, json }, json.length))?.frame;
  }

  #rests(): boolean {
    return this.#closed || performance.now() < this.#restsUntil;
  }

  #ask(job: CodecJob, bytes: number): Promise<CodecDone | undefined> {
    if (this.#rests()) return Promise.resolve(undefined);
    return new Promise((done) => {
      this.#waiting.push({ job, bytes, done });
      this.#waitingBytes += bytes;
      this.#next();
    });
  }

  #next(): void {
    if (this.#current !== undefined) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#waitingBytes -= next.bytes;
    this.#current = next;
    if (this.#thread === undefined) this.#start();
    else this.#await(this.#bounds.jobMs);
    this.#thread?.postMessage(next.job);
  }

  #await(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#gone(new Error(`took longer than ${String(ms)} ms`));
    }, ms);
  }

  #start(): void {
    const thread = new Worker(this.#file, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    this.#thread = thread;
    this.#await(this.#bounds.startMs);
    thread.on('online', () => {
      if (thread === this.#thread) this.#await(this.#bounds.jobMs);
    });
    thread.on('message', (done: CodecDone) => {
      if (thread === this.#thread) this.#done(done);
    });
    thread.on('error', (error) => {
      if (thread === this.#thread) this.#gone(error);
    });
    thread.on('exit', (code) => {
      if (thread === this.#thread) this.#gone(new Error(`ended with ${String(code)}`));
    });
    /* Whoever stops the process need not wait for it. */
    thread.unref();
  }

  #done(done: CodecDone): void {
    const current = this.#current;
    clearTimeout(this.#timer);
    this.#current = undefined;
    this.#chains = done.chains;
    this.#restMs = this.#bounds.restMs;
    if (done.fault !== undefined) this.#failed(new Error(done.fault));
    current?.done(done);
    this.#next();
  }

  /** The chains are gone with it, and so is whoever waits: each device goes on with JSON at once. */
  #gone(error: unknown): void {
    this.#restsUntil = performance.now() + this.#restMs;
    this.#restMs = Math.min(this.#bounds.longestRestMs, 2 * this.#restMs);
    this.#failed(error);
    void this.#end();
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    const left = [...(this.#current === undefined ? [] : [this.#current]), ...this.#waiting.splice(0)];
    clearTimeout(this.#timer);
    this.#thread = undefined;
    this.#current = undefined;
    this.#waitingBytes = 0;
    this.#chains = 0;
    for (const each of left) each.done(undefined);
    await thread?.terminate();
  }
}
