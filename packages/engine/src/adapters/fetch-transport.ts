import {
  CLIENT_HEADER,
  connectivityTestSchema,
  DENSE_TYPE,
  envelopeSchema,
  exchangeReplySchema,
  paths,
  REPLY_HEADER,
  TIMING_HEADER,
  type ErrorCode,
  type ExchangeRequest,
} from '@fieldsync/protocol';
import type {
  DenseCoding,
  ExchangeOptions,
  ExchangeResult,
  ProbeResult,
  TransferFigures,
  Transport,
} from '../ports.ts';
import type { BodyCoder } from '../core/choose-coder.ts';
import { RequestBodies, type RequestBody } from './dense/request-bodies.ts';
import { retryAfterMs } from './retry-after.ts';

const exchangeEnvelope = envelopeSchema(exchangeReplySchema);
const probeEnvelope = envelopeSchema(connectivityTestSchema);

interface Answer {
  readonly response: Response;
  readonly bytes: ArrayBuffer;
}

type Failure = { readonly code: ErrorCode; readonly message: string };
type AskOptions = Pick<ExchangeOptions, 'signal' | 'timeoutMs'>;

interface Sent {
  readonly result: ExchangeResult;
  /** Something about the dense form was not understood, on either side: the same goes again as JSON. */
  readonly odd: boolean;
}

/** Proxies between the phone and the office say these in their own words, without our header. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/** Radios sleep and masts change: after so much silence a connection may be there and lead nowhere. */
const CONNECTION_KEPT_MS = 10_000;

/** What a server may say of a body that it cannot read; one that is older than the dense form takes it for broken JSON. */
const NOT_UNDERSTOOD: ReadonlySet<ErrorCode> = new Set(['UNSUPPORTED_ENCODING', 'MALFORMED', 'TOO_LARGE']);

/** The way to the office over fetch. The session travels as a cookie that no script can read [X1]. */
export class FetchTransport implements Transport {
  readonly #baseUrl: string;
  readonly #appVersion: string;
  readonly #coding: DenseCoding;
  readonly #bodies: RequestBodies;
  /** How the last records left. Undefined: none have yet, and the codec sleeps [P2]. */
  #lastCoder: BodyCoder | undefined;
  /** Until a dense reply could not be read. */
  #readsDense = true;
  /** When the office last answered over a connection that is still there as far as we know, by `performance.now`. */
  #lastAnswerAt = -Infinity;
  #disconnections = 0;

  constructor(baseUrl: string, appVersion: string, coding: DenseCoding) {
    this.#baseUrl = baseUrl;
    this.#appVersion = appVersion;
    this.#coding = coding;
    this.#bodies = new RequestBodies(coding, () => performance.now());
  }

  async exchange(request: ExchangeRequest, options: ExchangeOptions): Promise<ExchangeResult> {
    const json = JSON.stringify(request);
    /* With no records to carry, a phone that was only opened need not read its primer [P2]. */
    const body =
      request.operations === undefined
        ? await this.#bodies.asJson(json)
        : await this.#bodies.next(json, options.goodputBytesPerSecond);
    if (request.operations !== undefined) this.#lastCoder = body.coder;
    options.encoded?.({ rawBytes: json.length, upBytes: body.bytes.length });
    if (options.leave !== undefined && !(await options.leave)) {
      this.#bodies.lost(body);
      const figures = { rawBytes: json.length, upBytes: 0, downBytes: 0, durationMs: 0 };
      return { ok: false, code: 'OFFLINE', message: 'Not sent', figures };
    }
    const first = await this.#send(json, body, options);
    if (!first.odd) return first.result;
    /* The ids are the same: whatever the office has done already, its ledger knows [S1]. */
    const { result } = await this.#send(json, await this.#bodies.asJson(json), options);
    return { ...result, figures: together(first.result.figures, result.figures) };
  }

  isOffline(): boolean {
    return navigator.onLine === false;
  }

  /** The device has lost its network, and every connection with it. */
  disconnected(): void {
    this.#disconnections += 1;
    this.#lastAnswerAt = -Infinity;
  }

  isCold(): boolean {
    return performance.now() - this.#lastAnswerAt > CONNECTION_KEPT_MS;
  }

  async probe(options: AskOptions): Promise<ProbeResult> {
    const started = performance.now();
    const answer = await this.#ask(paths.connectivityTest, { method: 'GET' }, options);
    if ('code' in answer) {
      const { code } = answer;
      return {
        ok: false,
        code: code === 'OFFLINE' || code === 'TIMEOUT' || code === 'PORTAL' ? code : 'UNREACHABLE',
      };
    }
    const parsed = probeEnvelope.safeParse(parseJson(answer.bytes));
    if (!parsed.success || !parsed.data.success) return { ok: false, code: 'UNREACHABLE' };
    const officeNow = Date.parse(parsed.data.data.now);
    return { ok: true, rttMs: performance.now() - started, officeNow };
  }

  async #send(json: string, body: RequestBody, options: AskOptions): Promise<Sent> {
    const started = performance.now();
    const accept = this.#wantsDense() ? `${DENSE_TYPE}, application/json` : 'application/json';
    const answer = await this.#ask(
      paths.exchange,
      { method: 'POST', body: body.bytes, headers: { ...body.headers, accept } },
      options,
    );
    const failed = 'code' in answer;
    const officeMs = failed ? undefined : officeMsIn(answer.response.headers);
    const figures: TransferFigures = {
      rawBytes: json.length,
      upBytes: body.bytes.length,
      downBytes: failed ? 0 : wireLength(answer),
      durationMs: performance.now() - started,
      coder: body.coder,
      ...(officeMs === undefined ? {} : { officeMs }),
    };
    if (failed) {
      this.#bodies.lost(body);
      return { result: { ok: false, ...answer, figures }, odd: false };
    }
    const { headers, status } = answer.response;
    this.#bodies.heed(headers);
    const dense = headers.get('content-type') === DENSE_TYPE;
    const parsed = exchangeEnvelope.safeParse(dense ? await this.#read(answer) : parseJson(answer.bytes));
    if (!parsed.success) {
      this.#bodies.lost(body);
      if (dense) this.#readsDense = false;
      const message = `Unreadable reply, status ${String(status)}`;
      return { result: { ok: false, code: 'BROKEN_REPLY', message, figures }, odd: dense };
    }
    if (parsed.data.success) return { result: { ok: true, reply: parsed.data.data, figures }, odd: false };
    const { error } = parsed.data;
    const odd = body.coder !== 'json' && NOT_UNDERSTOOD.has(error.code);
    if (odd) this.#bodies.refused(body);
    else this.#bodies.lost(body);
    const wait = error.retryAfterMs ?? retryAfterMs(headers.get('retry-after'), Date.now());
    const result = { ok: false, code: error.code, message: error.message, figures } as const;
    return { result: wait === undefined ? result : { ...result, retryAfterMs: wait }, odd };
  }

  /**
   * Where bytes were dear on the way there they are on the way back. On a link that answers at once they are not: to read 30
   * bytes as dense takes a copy of all that the primer taught, 3 ms on each side.
   */
  #wantsDense(): boolean {
    return this.#readsDense && this.#lastCoder !== undefined && this.#lastCoder !== 'json';
  }

  async #read({ bytes }: Answer): Promise<unknown> {
    return (await this.#coding.decode(new Uint8Array(bytes)))?.value;
  }

  async #ask(path: string, init: RequestInit, options: AskOptions): Promise<Answer | Failure> {
    /* The browser knows that there is no interface up: spare the radio the attempt. */
    if (navigator.onLine === false) return { code: 'OFFLINE', message: 'No network' };
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const before = this.#disconnections;
    try {
      const response = await fetch(this.#baseUrl + path, {
        ...init,
        headers: { ...init.headers, [CLIENT_HEADER]: this.#appVersion },
        cache: 'no-store',
        credentials: 'same-origin',
        /* A portal redirects; ours never does. */
        redirect: 'manual',
        signal: AbortSignal.any([options.signal, timeout]),
      });
      if (response.headers.get(REPLY_HEADER) === null) {
        return GATEWAY_STATUSES.has(response.status)
          ? { code: 'UNREACHABLE', message: `Gateway answered ${String(response.status)}` }
          : { code: 'PORTAL', message: 'Somebody else answered' };
      }
      const bytes = await response.arrayBuffer();
      /* One that was on the way when the network went says nothing of the connection after it. */
      if (this.#disconnections === before) this.#lastAnswerAt = performance.now();
      return { response, bytes };
    } catch (error) {
      if (!options.signal.aborted) this.disconnected();
      if (timeout.aborted)
        return { code: 'TIMEOUT', message: `No reply within ${String(options.timeoutMs)} ms` };
      return { code: 'UNREACHABLE', message: error instanceof Error ? error.message : 'No connection' };
    }
  }
}

function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Compressed length where the server says it; a chunked reply's own length otherwise. */
function wireLength(answer: Answer): number {
  const stated = Number(answer.response.headers.get('content-length') ?? Number.NaN);
  return Number.isFinite(stated) ? stated : answer.bytes.byteLength;
}

function officeMsIn(headers: Headers): number | undefined {
  const [, ms] = /\b(?:o|office);dur=(\d+)/.exec(headers.get(TIMING_HEADER) ?? '') ?? [];
  return ms === undefined ? undefined : Number(ms);
}

/** Of one request that went twice. */
function together(first: TransferFigures, second: TransferFigures): TransferFigures {
  return {
    ...second,
    upBytes: first.upBytes + second.upBytes,
    downBytes: first.downBytes + second.downBytes,
    durationMs: first.durationMs + second.durationMs,
  };
}
