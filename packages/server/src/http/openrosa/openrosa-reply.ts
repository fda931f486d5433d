import type { WireError } from '@fieldsync/protocol';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { element, escapeXml } from '../../core/openrosa/write-xml.ts';
import { accepts } from '../accept-encoding.ts';
import { refusalHeaders, statusOf } from '../reply.ts';

const gzipAsync = promisify(gzip);
const COMPRESS_FROM_BYTES = 1_024;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The type that Collect asks for; another one it takes for a network's sign-in page. */
export async function sendXml(
  c: Context,
  xml: string,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  c.header('cache-control', 'no-store');
  c.header('content-type', 'text/xml; charset=utf-8');
  const text = xml.startsWith('<?xml') ? xml : DECLARATION + xml;
  if (text.length < COMPRESS_FROM_BYTES) return c.body(text, status);
  c.header('vary', 'accept-encoding');
  if (!accepts(c.req.header('accept-encoding'), 'gzip')) return c.body(text, status);
  c.header('content-encoding', 'gzip');
  return c.body(Uint8Array.from(await gzipAsync(text)), status);
}

/** A message that the client shows to the person. */
export function sendMessage(
  c: Context,
  status: ContentfulStatusCode,
  nature: 'submit_success' | 'error',
  message: string,
): Promise<Response> {
  return sendXml(
    c,
    element(
      'OpenRosaResponse',
      { xmlns: 'http://openrosa.org/http/response' },
      element('message', { nature }, escapeXml(message)),
    ),
    status,
  );
}

/** As `sendProblem`, for a client that speaks OpenRosa. */
export function sayProblem(c: Context, error: WireError): Promise<Response> {
  refusalHeaders(c, error);
  if (error.code === 'UNSUPPORTED_ENCODING') c.header('accept-encoding', 'identity');
  return sendMessage(c, statusOf(error), 'error', error.message);
}
