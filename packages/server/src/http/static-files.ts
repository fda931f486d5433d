import type { Context, MiddlewareHandler } from 'hono';
import { accepts } from './accept-encoding.ts';
import { pagePolicy, WORKER_POLICY } from './content-security-policy.ts';
import type { HttpEnv } from './http-env.ts';
import type { StaticFile, StaticSite } from './static-site.ts';
import { findStatic } from './static-site.ts';

const YEAR = 31_536_000;
/** The service worker's script, and that of the worker which sends for a page. */
const WORKERS: ReadonlySet<string> = new Set(['/sw.js', '/drain.js']);

/** The web app's files. Anything else, for GET and HEAD, gets the app's own 404 page. */
export function serveStaticSite(site: StaticSite): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
    const found = findStatic(site, decodePath(c.req.path));
    if (found.kind === 'redirect') return c.redirect(`${found.to}${new URL(c.req.url).search}`, 308);
    if (found.kind === 'missing') return found.file === undefined ? next() : send(c, found.file, 404);
    c.header('cache-control', cacheControl(found.path));
    if (found.path === '/sw.js') c.header('service-worker-allowed', '/');
    if (WORKERS.has(found.path)) c.header('content-security-policy', WORKER_POLICY);
    return send(c, found.file, 200);
  };
}

function send(c: Context<HttpEnv>, file: StaticFile, status: 200 | 404): Response {
  const encoding = chooseEncoding(file, c.req.header('accept-encoding'));
  const etag = encoding === undefined ? file.etag : file.etag.replace(/"$/, `-${encoding}"`);
  c.header('etag', etag);
  c.header('vary', 'accept-encoding');
  if (file.scriptHashes !== undefined) c.header('content-security-policy', pagePolicy(file.scriptHashes));
  if (status === 200 && matches(c.req.header('if-none-match'), etag)) return c.body(null, 304);
  c.header('content-type', file.contentType);
  if (encoding !== undefined) c.header('content-encoding', encoding);
  return c.body((encoding === undefined ? undefined : file[encoding]) ?? file.plain, status);
}

function chooseEncoding(file: StaticFile, accepted: string | undefined): 'br' | 'gzip' | undefined {
  if (file.br !== undefined && accepts(accepted, 'br')) return 'br';
  return file.gzip !== undefined && accepts(accepted, 'gzip') ? 'gzip' : undefined;
}

/** Names under `_next/static` carry a hash of their content; every other name may mean something new tomorrow. */
function cacheControl(path: string): string {
  return path.startsWith('/_next/static/') ? `public, max-age=${YEAR}, immutable` : 'no-cache';
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((part) => part.trim().replace(/^W\//, '') === etag);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
