import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inlineScriptHashes } from '../http/content-security-policy.ts';
import type { StaticFile, StaticSite } from '../http/static-site.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
const COMPRESSIBLE = /^(text\/|application\/(json|xml|manifest\+json|wasm)|image\/svg)/;

/**
 * Reads the exported web app once. Variants beside a file (`.br`, `.gz`) are taken as they are; text without any is
 * compressed here, because a page that arrives whole on a weak link must not depend on how it was built.
 */
export function readWebRoot(root: string): StaticSite {
  const site = new Map<string, StaticFile>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || isVariant(file)) continue;
    site.set(`/${relative(root, file).split(sep).join('/')}`, readStaticFile(file));
  }
  return site;
}

function isVariant(file: string): boolean {
  return /\.(br|gz)$/.test(file) && existsSync(file.replace(/\.(br|gz)$/, ''));
}

function readStaticFile(file: string): StaticFile {
  const plain = Uint8Array.from(readFileSync(file));
  const contentType = CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const br = readVariant(`${file}.br`);
  const gzip =
    readVariant(`${file}.gz`) ??
    (br === undefined && COMPRESSIBLE.test(contentType) ? Uint8Array.from(gzipSync(plain)) : undefined);
  return {
    contentType,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    ...(br === undefined ? {} : { br }),
    ...(gzip === undefined ? {} : { gzip }),
    ...(contentType.startsWith('text/html')
      ? { scriptHashes: inlineScriptHashes(Buffer.from(plain).toString('utf8')) }
      : {}),
  };
}

function readVariant(file: string): Uint8Array<ArrayBuffer> | undefined {
  return existsSync(file) ? Uint8Array.from(readFileSync(file)) : undefined;
}
