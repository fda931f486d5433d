import type { MiddlewareHandler } from 'hono';
import { DATA_POLICY } from './content-security-policy.ts';
import type { HttpEnv } from './http-env.ts';

/** What a page may ask of the phone, and who may hold its window. */
const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self), payment=(), usb=(), serial=()',
};

/**
 * Every reply says that it is what its type says and that nothing in it is run. Only pages carry the rest: on a reply of
 * the exchange it would be 300 bytes that mean nothing, as much as an empty exchange itself.
 *
 * @param https whether browsers reach us by https; only then may they be told never to try anything else
 */
export function securityHeaders(https: boolean): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('cross-origin-resource-policy', 'same-origin');
    if (https) c.header('strict-transport-security', 'max-age=31536000');
    if (c.res.headers.has('content-security-policy'))
      for (const [name, value] of Object.entries(PAGE_HEADERS)) c.header(name, value);
    else c.header('content-security-policy', DATA_POLICY);
  };
}
