import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../http-env.ts';

/** What each answer to an OpenRosa client says of itself: without it, it is taken for some network's sign-in page. */
export function openRosaFrame(): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next();
    c.header('x-openrosa-version', '1.0');
    c.header('content-language', 'en');
  };
}
