import { createHash } from 'node:crypto';

const INLINE_SCRIPT = /<script(?![^>]*\ssrc[\s=])[^>]*>([\s\S]*?)<\/script>/gi;

/** `'sha256-…'` of each inline script of a page, once each. The exporter writes two or more into every page. */
export function inlineScriptHashes(html: string): string[] {
  const bodies = [...html.matchAll(INLINE_SCRIPT)].map((match) => match[1] ?? '');
  const hashes = bodies
    .filter((body) => body !== '')
    .map((body) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`);
  return [...new Set(hashes)];
}

/**
 * What a page of ours may load and run: its own files and the inline scripts that it was exported with. Styles may be
 * inline, because components set widths and positions through the style attribute.
 */
export function pagePolicy(scriptHashes: readonly string[]): string {
  return [
    "default-src 'self'",
    ['script-src', "'self'", ...scriptHashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For everything that is no page: nothing in it is ever run. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * For the scripts of workers, whose policy is that of the worker itself: they run no other script, and must be able to fetch. A
 * service worker could not even install otherwise.
 */
export const WORKER_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";
