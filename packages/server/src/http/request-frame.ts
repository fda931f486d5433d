import { PROTOCOL_VERSION, REPLY_HEADER } from '@fieldsync/protocol';
import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { MintId } from '../services/clock.ts';
import type { HttpEnv } from './http-env.ts';
import { takeInRest } from './take-in-rest.ts';

/**
 * What every request gets: an id, which each line of the log about it carries, and the header by which a reply is known to be
 * ours. Refusals and failures say their id, for whoever asks the operator about one; on all others it would be 50 bytes that a
 * phone pays for and nobody reads.
 */
export function requestFrame(log: Logger, mintId: MintId): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const requestId = mintId();
    const started = performance.now();
    c.set('requestId', requestId);
    c.set('log', log.child({ requestId }));
    await next();
    // What is too large is told so at once, and its connection ends.
    if (c.res.status >= 400 && c.res.status !== 413)
      await takeInRest((c.env as HttpEnv['Bindings'] | undefined)?.incoming);
    c.header(REPLY_HEADER, String(PROTOCOL_VERSION));
    if (c.res.status >= 400) c.header('x-request-id', requestId);
    c.get('log').debug(
      {
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(performance.now() - started),
      },
      'answered',
    );
  };
}
