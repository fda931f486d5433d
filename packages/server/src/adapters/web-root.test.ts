import { Hono } from 'hono';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpEnv } from '../http/http-env.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { serveStaticSite } from '../http/static-files.ts';
import { readWebRoot } from './web-root.ts';

const page = (text: string): string => `<!doctype html><script>go("${text}")</script><p>${text}</p>`;

describe('the web app from a folder', () => {
  let root: string;
  let app: Hono<HttpEnv>;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'web-root-'));
    const put = (name: string, content: string | Buffer): void => {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    };
    put('index.html', page('home'));
    put('index.html.br', brotliCompressSync(page('home')));
    put('index.html.gz', gzipSync(page('home')));
    put('assess/index.html', page('assess'));
    put('404.html', page('lost'));
    put('sw.js', 'self.skip = 1;');
    put('_next/static/chunks/a1b2.js', 'export const a = 1;');
    put('icon.png', Buffer.from([0x89, 0x50]));
    put('export.csv.gz', 'not a variant');
    writeFileSync(join(dirname(root), 'outside.txt'), 'secret');
    app = new Hono<HttpEnv>();
    app.use(securityHeaders(false));
    app.use(serveStaticSite(readWebRoot(root)));
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
    rmSync(join(dirname(root), 'outside.txt'));
  });

  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    app.request(path, { headers });

  it.each([
    ['/', 'home', 'no-cache'],
    ['/assess/', 'assess', 'no-cache'],
    ['/assess/index.html', 'assess', 'no-cache'],
    ['/sw.js', 'self.skip', 'no-cache'],
    ['/_next/static/chunks/a1b2.js', 'export', 'public, max-age=31536000, immutable'],
  ])('serves %s', async (path, content, cacheControl) => {
    const reply = await get(path);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe(cacheControl);
    expect(await reply.text()).toContain(content);
  });

  it('takes the variant that was made beside the file, the smaller one first', async () => {
    const br = await get('/', { 'accept-encoding': 'gzip, br' });
    expect(br.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(Buffer.from(await br.arrayBuffer())).toString()).toContain('home');
    const gz = await get('/', { 'accept-encoding': 'gzip, br;q=0' });
    expect(gz.headers.get('content-encoding')).toBe('gzip');
    expect(gz.headers.get('vary')).toBe('accept-encoding');
  });

  it('compresses text that was built without variants', async () => {
    const reply = await get('/assess/', { 'accept-encoding': 'gzip, br' });
    expect(reply.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await reply.arrayBuffer())).toString()).toContain('assess');
    const picture = await get('/icon.png', { 'accept-encoding': 'gzip' });
    expect(picture.headers.get('content-encoding')).toBeNull();
    expect(picture.headers.get('content-type')).toBe('image/png');
  });

  it('answers 304 for what the browser has, by encoding', async () => {
    const etag = (await get('/', { 'accept-encoding': 'br' })).headers.get('etag') ?? '';
    const same = await get('/', { 'accept-encoding': 'br', 'if-none-match': `W/${etag}` });
    expect([same.status, await same.text()]).toEqual([304, '']);
    expect((await get('/', { 'if-none-match': etag })).status).toBe(200);
    expect(same.headers.get('content-security-policy')).toContain('script-src');
  });

  it('sends a page without its slash to the one with it, and keeps the query', async () => {
    const reply = await get('/assess?id=7');
    expect([reply.status, reply.headers.get('location')]).toEqual([308, '/assess/?id=7']);
  });

  it('shows the app’s own page for what is not there', async () => {
    const reply = await get('/nowhere/');
    expect(reply.status).toBe(404);
    expect(await reply.text()).toContain('lost');
  });

  it.each([
    '/../outside.txt',
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/assess/..%5c..%5coutside.txt',
    '/%',
  ])('leads nowhere with %s', async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect(await reply.text()).not.toContain('secret');
  });

  it('lets the worker take the whole site, and nothing but its own scripts run on a page', async () => {
    const worker = await get('/sw.js');
    expect(worker.headers.get('service-worker-allowed')).toBe('/');
    // Its script's policy is the worker's own: one that forbids it to fetch keeps it from ever being installed.
    expect(worker.headers.get('content-security-policy')).toContain("connect-src 'self'");
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self' 'sha256-[^;]+'; /);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('geolocation=(self)');
    const chunk = await get('/_next/static/chunks/a1b2.js');
    expect(chunk.headers.get('permissions-policy')).toBeNull();
  });

  it('answers HEAD, which the router sends for each link, and nothing else', async () => {
    const head = await app.request('/assess/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await app.request('/assess/', { method: 'POST' })).status).toBe(404);
  });
});
