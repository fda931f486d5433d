import {
  CLIENT_HEADER,
  connectivityTestSchema,
  envelopeSchema,
  exchangeReplySchema,
  paths,
  REPLY_HEADER,
  type ErrorCode,
  type ExchangeRequest,
} from '@fieldsync/protocol';
import type { ExchangeOptions, ExchangeResult, ProbeResult, TransferFigures, Transport } from '../ports.ts';
import { gzip } from './gzip.ts';
import { retryAfterMs } from './retry-after.ts';

const exchangeEnvelope = envelopeSchema(exchangeReplySchema);
const probeEnvelope = envelopeSchema(connectivityTestSchema);

interface Answer {
  readonly response: Response;
  readonly text: string;
}

type Failure = { readonly code: ErrorCode; readonly message: string };

/** Proxies between the phone and the office say these in their own words, without our header. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/** The way to the office over fetch. The session travels as a cookie that no script can read [X1]. */
export class FetchTransport implements Transport {
  readonly #baseUrl: string;
  readonly #appVersion: string;

  constructor(baseUrl: string, appVersion: string) {
    this.#baseUrl = baseUrl;
    this.#appVersion = appVersion;
  }

  async exchange(request: ExchangeRequest, options: ExchangeOptions): Promise<ExchangeResult> {
    const json = JSON.stringify(request);
    const body = await gzip(json);
    options.encoded?.({ rawBytes: json.length, upBytes: body.bytes.length });
    const started = performance.now();
    const answer = await this.#ask(
      paths.exchange,
      {
        method: 'POST',
        body: body.bytes,
        headers: {
          'content-type': 'application/json',
          ...(body.encoding === undefined ? {} : { 'content-encoding': body.encoding }),
        },
      },
      options,
    );
    const figures: TransferFigures = {
      rawBytes: json.length,
      upBytes: body.bytes.length,
      downBytes: 'code' in answer ? 0 : wireLength(answer),
      durationMs: performance.now() - started,
    };
    if ('code' in answer) return { ok: false, ...answer, figures };
    const parsed = exchangeEnvelope.safeParse(parseJson(answer.text));
    if (!parsed.success)
      return {
        ok: false,
        code: 'BROKEN_REPLY',
        message: `Unreadable reply, status ${String(answer.response.status)}`,
        figures,
      };
    if (parsed.data.success) return { ok: true, reply: parsed.data.data, figures };
    const { error } = parsed.data;
    const wait = error.retryAfterMs ?? retryAfterMs(answer.response.headers.get('retry-after'), Date.now());
    return {
      ok: false,
      code: error.code,
      message: error.message,
      figures,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    };
  }

  async probe(options: { readonly signal: AbortSignal; readonly timeoutMs: number }): Promise<ProbeResult> {
    const started = performance.now();
    const answer = await this.#ask(paths.connectivityTest, { method: 'GET' }, options);
    if ('code' in answer) {
      const { code } = answer;
      return {
        ok: false,
        code: code === 'OFFLINE' || code === 'TIMEOUT' || code === 'PORTAL' ? code : 'UNREACHABLE',
      };
    }
    const parsed = probeEnvelope.safeParse(parseJson(answer.text));
    if (!parsed.success || !parsed.data.success) return { ok: false, code: 'UNREACHABLE' };
    return { ok: true, rttMs: performance.now() - started };
  }

  async #ask(
    path: string,
    init: RequestInit,
    options: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<Answer | Failure> {
    /* The browser knows that there is no interface up: spare the radio the attempt. */
    if (navigator.onLine === false) return { code: 'OFFLINE', message: 'No network' };
    const timeout = AbortSignal.timeout(options.timeoutMs);
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
      return { response, text: await response.text() };
    } catch (error) {
      if (timeout.aborted)
        return { code: 'TIMEOUT', message: `No reply within ${String(options.timeoutMs)} ms` };
      return { code: 'UNREACHABLE', message: error instanceof Error ? error.message : 'No connection' };
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Compressed length where the server says it; a chunked reply's own length otherwise. */
function wireLength(answer: Answer): number {
  const stated = Number(answer.response.headers.get('content-length') ?? Number.NaN);
  return Number.isFinite(stated) ? stated : answer.text.length;
}
