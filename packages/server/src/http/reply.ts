import type { Envelope, WireError } from '@fieldsync/protocol';
import { DENSE_TYPE, ERROR_TABLE } from '@fieldsync/protocol';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { accepts } from './accept-encoding.ts';
import type { HttpEnv } from './http-env.ts';
import { ACCEPTED_ENCODINGS } from './inflate-body.ts';

const gzipAsync = promisify(gzip);
/** Below this gzip's gain is less than its cost in battery; the empty exchange stays plain [P2]. */
const COMPRESS_FROM_BYTES = 1_024;
/** Less is not worth the work. The verdict on one record is 116 B as JSON, and with its request must stay under 400 B in all. */
const DENSE_FROM_BYTES = 100;

/** Writes JSON text in the dense form; undefined when that cannot be had now. */
export type EncodeReply = (json: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;

type Meta = Readonly<Record<string, unknown>>;

/**
 * 200 with `{success: true, data, meta?}`.
 * @param encode where the client takes the dense form and the server has the time for it
 */
export function sendData(c: Context, data: unknown, meta?: Meta, encode?: EncodeReply): Promise<Response> {
  return send(c, 200, { success: true, data, ...(meta === undefined ? {} : { meta }) }, encode);
}

/** The status that the error table has for the code, `{success: false, error, meta?}`, and Retry-After where it is known. */
export function sendProblem(c: Context, error: WireError, meta?: Meta): Promise<Response> {
  refusalHeaders(c, error);
  return send(c, statusOf(error), { success: false, error, ...(meta === undefined ? {} : { meta }) });
}

/** What the headers of a refusal say, in whatever form its body is written. */
export function refusalHeaders(c: Context, error: WireError): void {
  if (error.retryAfterMs !== undefined)
    c.header('retry-after', String(Math.max(1, Math.ceil(error.retryAfterMs / 1_000))));
  if (error.code === 'UNSUPPORTED_ENCODING') c.header('accept-encoding', ACCEPTED_ENCODINGS);
  // The rest of a refused body is never read, so an HTTP/1 connection cannot carry another request. HTTP/2 ends the stream
  // alone, and forbids the header.
  if (error.code === 'TOO_LARGE' && !isHttp2(c)) c.header('connection', 'close');
}

function isHttp2(c: Context): boolean {
  const bindings = c.env as HttpEnv['Bindings'] | undefined;
  return bindings?.incoming?.httpVersionMajor === 2;
}

/** Codes that only a device gives itself have status 0 in the table; a server that says one is at fault. */
export function statusOf(error: WireError): ContentfulStatusCode {
  const { status } = ERROR_TABLE[error.code];
  return status === 0 ? 500 : (status as ContentfulStatusCode);
}

async function send(
  c: Context,
  status: ContentfulStatusCode,
  envelope: Envelope<unknown>,
  encode?: EncodeReply,
): Promise<Response> {
  c.header('cache-control', 'no-store');
  const text = JSON.stringify(envelope);
  const frame = text.length > DENSE_FROM_BYTES ? await encode?.(text) : undefined;
  if (frame !== undefined) {
    c.header('content-type', DENSE_TYPE);
    return c.body(frame, status);
  }
  c.header('content-type', 'application/json; charset=UTF-8');
  if (text.length < COMPRESS_FROM_BYTES) return c.body(text, status);
  c.header('vary', 'accept-encoding');
  if (!accepts(c.req.header('accept-encoding'), 'gzip')) return c.body(text, status);
  c.header('content-encoding', 'gzip');
  return c.body(Uint8Array.from(await gzipAsync(text)), status);
}
