import { DENSE_TYPE, limits, type WireError } from '@fieldsync/protocol';
import type { DecodedFrame } from '../services/dense-coding.ts';
import type { DenseArrival } from '../services/dense-intake.ts';
import type { ParsedExchange } from '../services/parsed-exchange.ts';
import { inflateBody } from './inflate-body.ts';
import { parseExchange } from './parse-exchange.ts';
import { parseJson } from './parse-json.ts';
import type { Outcome } from './refusal.ts';
import { accepted, refused } from './refusal.ts';

/** Whether the headers of a request announce a body in the dense form. */
export function isDense(contentType: string | undefined): boolean {
  return contentType?.trim().toLowerCase() === DENSE_TYPE;
}

const asJson = (message: string): WireError => ({ code: 'UNSUPPORTED_ENCODING', message });

/** What a device is told of a dense body that was not read. All but the last two mean: the same again as JSON. */
const REFUSALS: Readonly<Record<Extract<DecodedFrame, { ok: false }>['reason'], WireError>> = {
  unreadable: asJson('The dense body cannot be read. Send it as JSON.'),
  'unknown-base': asJson('The dense body goes on from a message that is not here. Send it as JSON.'),
  unavailable: asJson('Dense bodies are not read now. Send it as JSON.'),
  'too-large': { code: 'TOO_LARGE', message: 'The dense body has more in it than one may have.' },
  busy: {
    code: 'UNAVAILABLE',
    message: 'The server is busy with other devices. Your items are safe; try again in a moment.',
    retryAfterMs: 2_000,
  },
};

/** The JSON text of a body, whatever form it came in. Each step bounds what the next one gets [X3, X4]. */
export async function jsonOf(
  body: Buffer,
  encoding: string | null,
  dense: DenseArrival | undefined,
): Promise<Outcome<Buffer>> {
  if (dense === undefined)
    return inflateBody(body, encoding, {
      maxBytes: limits.inflatedBodyBytes,
      maxRatio: limits.inflationRatio,
    });
  if (encoding !== null && encoding !== 'identity')
    return refused('UNSUPPORTED_ENCODING', 'A dense body has no Content-Encoding.');
  const decoded = await dense.read(body);
  return decoded.ok ? accepted(decoded.json) : { ok: false, error: REFUSALS[decoded.reason] };
}

/** From here on nothing knows in what form it came. */
export function exchangeOf(json: Buffer): Outcome<ParsedExchange> {
  const value = parseJson(json);
  return value.ok ? parseExchange(value.value, json.includes('\\u')) : value;
}
