import { IncomingMessage } from 'node:http';
import { limits } from '@fieldsync/protocol';
import type { HttpEnv } from './http-env.ts';

/**
 * Takes in what is left of a body that nobody read, and throws it away. For HTTP/1 alone: there an answer that comes before
 * the body has been sent is lost on a slow link, because the connection is closed under the sender, who sees a reset instead
 * of the reason and the time to wait. HTTP/2 ends the one stream and says so.
 */
export async function takeInRest(incoming: HttpEnv['Bindings']['incoming']): Promise<void> {
  if (!(incoming instanceof IncomingMessage) || incoming.complete || incoming.destroyed) return;
  await new Promise<void>((resolve) => {
    let bytes = 0;
    incoming.on('data', (part: Buffer) => {
      bytes += part.byteLength;
      // More than anyone may send: it is cut off.
      if (bytes > limits.compressedBodyBytes) resolve();
    });
    incoming.once('end', resolve).once('close', resolve).once('error', resolve);
    incoming.resume();
  });
}
