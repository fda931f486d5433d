import {
  expectedVersion,
  packVerdicts,
  type ErrorCode,
  type ExchangeReply,
  type ExchangeRequest,
  type Operation,
  type Verdict,
} from '@fieldsync/protocol';
import { whenItLeaves } from './when-it-leaves.ts';
import type { ExchangeOptions, ExchangeResult, ProbeResult, TransferFigures, Transport } from '../ports.ts';

const NO_FIGURES: TransferFigures = { rawBytes: 0, upBytes: 0, downBytes: 0, durationMs: 0 };

/** One request that waits for the test's answer. */
export class Ask {
  readonly request: ExchangeRequest;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly goodputBytesPerSecond: number | undefined;
  readonly #answer: (result: ExchangeResult) => void;

  constructor(request: ExchangeRequest, options: ExchangeOptions, answer: (result: ExchangeResult) => void) {
    this.request = request;
    this.signal = options.signal;
    this.timeoutMs = options.timeoutMs;
    this.goodputBytesPerSecond = options.goodputBytesPerSecond;
    this.#answer = answer;
  }

  get operations(): readonly Operation[] {
    return this.request.operations ?? [];
  }

  /** A reply of ours, part by part. */
  reply(reply: Partial<ExchangeReply> = {}, figures: Partial<TransferFigures> = {}): void {
    const now = '2026-11-20T09:30:00.000Z';
    this.#answer({
      ok: true,
      reply: { cursor: this.request.cursor ?? 'e.0', now, ...reply },
      figures: { ...NO_FIGURES, downBytes: 90, ...figures },
    });
  }

  /** Every operation took effect as expected, except the verdicts that are given by place in the batch. */
  accept(
    except: Readonly<Record<number, Verdict>> = {},
    reply: Partial<ExchangeReply> = {},
    figures: Partial<TransferFigures> = {},
  ): void {
    const verdicts = this.operations.map(
      (operation, index): Verdict =>
        except[index] ?? { status: 'applied', version: expectedVersion(operation) },
    );
    this.reply({ verdicts: packVerdicts(this.operations, verdicts), ...reply }, figures);
  }

  fail(
    code: ErrorCode,
    extra: { readonly retryAfterMs?: number; readonly durationMs?: number; readonly upBytes?: number } = {},
  ): void {
    const { retryAfterMs, ...figures } = extra;
    this.#answer({
      ok: false,
      code,
      message: code,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      figures: { ...NO_FIGURES, ...figures },
    });
  }
}

/**
 * The office as a conversation: `const ask = await transport.next(); ask.accept()`. A request whose signal aborts ends as
 * the network would end it.
 */
export class ScriptedTransport implements Transport {
  readonly asked: Ask[] = [];
  readonly #unread: Ask[] = [];
  #reader: ((ask: Ask) => void) | undefined;
  /** Answers whatever nobody waits for with `next`. */
  answerer: ((ask: Ask) => void) | undefined;
  probeResult: ProbeResult = { ok: true, rttMs: 100 };

  exchange(request: ExchangeRequest, options: ExchangeOptions): Promise<ExchangeResult> {
    return whenItLeaves(options, () => this.#ask(request, options));
  }

  #ask(request: ExchangeRequest, options: ExchangeOptions): Promise<ExchangeResult> {
    return new Promise((resolve) => {
      const { signal } = options;
      const cut = (): void => {
        ask.fail('UNREACHABLE');
      };
      const ask = new Ask(structuredClone(request), options, (result) => {
        signal.removeEventListener('abort', cut);
        resolve(result);
      });
      signal.addEventListener('abort', cut);
      this.asked.push(ask);
      const reader = this.#reader;
      this.#reader = undefined;
      if (reader !== undefined) reader(ask);
      else if (this.answerer !== undefined) this.answerer(ask);
      else this.#unread.push(ask);
    });
  }

  offline = false;

  /** Set to false for a connection that is open already. */
  cold = true;
  isCold(): boolean {
    return this.cold;
  }

  isOffline(): boolean {
    return this.offline;
  }

  probe(): Promise<ProbeResult> {
    return Promise.resolve(this.probeResult);
  }

  /** The next request that nobody has looked at; waits for it. */
  next(): Promise<Ask> {
    const waiting = this.#unread.shift();
    if (waiting !== undefined) return Promise.resolve(waiting);
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }
}
