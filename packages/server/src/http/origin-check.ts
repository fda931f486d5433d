import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './http-env.ts';
import type { sayProblem } from './openrosa/openrosa-reply.ts';
import { sendProblem } from './reply.ts';
import { isSameOrigin } from './same-origin.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses what another site's page sends with our cookie, before anything looks at it. */
export function originCheck(
  publicOrigin: string | null,
  say: typeof sayProblem = sendProblem,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const source = {
      origin: c.req.header('origin') ?? null,
      secFetchSite: c.req.header('sec-fetch-site') ?? null,
      host: c.req.header('host') ?? new URL(c.req.url).host,
    };
    if (READING.has(c.req.method) || isSameOrigin(source, publicOrigin)) return next();
    return say(c, { code: 'FORBIDDEN', message: 'This came from another site.' });
  };
}
