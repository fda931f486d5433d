import type { Outcome } from './refusal.ts';
import { accepted, refused } from './refusal.ts';

/**
 * The bytes of a request as they arrived, never more than the bound [X3].
 *
 * Hono's own readers cache and then inflate nothing; a body that is announced as too long is refused before a byte
 * of it is read, and one that only turns out to be is dropped at the first byte over the bound.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Outcome<Buffer>> {
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > maxBytes) return tooLarge(maxBytes);
  try {
    return announced === null ? await readChunks(request.body, maxBytes) : await readWhole(request, maxBytes);
  } catch {
    // The sender went away in the middle. Nobody is left to read the answer; the log says what happened.
    return refused('MALFORMED', 'The request ended before its body did.');
  }
}

/** No more than was announced can come: HTTP/1 goes by the length, and HTTP/2 ends the stream of one who lied. */
async function readWhole(request: Request, maxBytes: number): Promise<Outcome<Buffer>> {
  const bytes = Buffer.from(await request.arrayBuffer());
  return bytes.byteLength > maxBytes ? tooLarge(maxBytes) : accepted(bytes);
}

async function readChunks(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Outcome<Buffer>> {
  if (body === null) return accepted(Buffer.alloc(0));
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return accepted(Buffer.concat(chunks, bytes));
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return tooLarge(maxBytes);
    }
    chunks.push(value);
  }
}

function tooLarge(maxBytes: number): Outcome<never> {
  return refused('TOO_LARGE', `The body may have at most ${maxBytes} bytes as it is sent.`);
}
