import type { MiddlewareHandler } from 'hono';
import { DATA_POLICY } from './content-security-policy.ts';
import type { HttpEnv } from './http-env.ts';

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'geolocation=(self), camera=(self), microphone=(self), payment=(), usb=(), serial=(), bluetooth=()',
};

/** @param https whether browsers reach us by https; only then may they be told never to try anything else */
export function securityHeaders(https: boolean): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(ALWAYS)) c.header(name, value);
    if (https) c.header('strict-transport-security', 'max-age=31536000');
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', DATA_POLICY);
  };
}
