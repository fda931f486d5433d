import type { Context } from 'hono';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { accepts } from './accept-encoding.ts';
import { ACCESS } from './access-table.ts';
import { DESCRIPTIONS } from './api/descriptions.ts';
import { DOCS_POLICY, docsPage } from './api/docs-page.ts';
import { openApiDocument } from './api/open-api-document.ts';
import type { Mount } from './routes.ts';

interface Written {
  readonly plain: string;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

/** Written when they are first asked for, and kept: they say the same as long as the process lives. */
let written: Promise<{ readonly document: Written; readonly page: Written }> | undefined;

/** What the API takes and answers: for programs, and to read. */
export function apiRoutes(mount: Mount): void {
  mount('GET', '/api/v1/openapi.json', async (c) => {
    const { document } = await (written ??= writeAll());
    c.header('content-type', 'application/json; charset=UTF-8');
    return send(c, document);
  });

  mount('GET', '/api/docs', async (c) => {
    const { page } = await (written ??= writeAll());
    c.header('content-type', 'text/html; charset=UTF-8');
    c.header('content-security-policy', DOCS_POLICY);
    return send(c, page);
  });
}

async function writeAll(): Promise<{ document: Written; page: Written }> {
  const document = openApiDocument(ACCESS, DESCRIPTIONS);
  return { document: await write(JSON.stringify(document)), page: await write(docsPage(document)) };
}

async function write(plain: string): Promise<Written> {
  return { plain, gzip: Uint8Array.from(await promisify(gzip)(plain)) };
}

function send(c: Context, { plain, gzip: small }: Written): Response {
  c.header('cache-control', 'no-cache');
  c.header('vary', 'accept-encoding');
  if (!accepts(c.req.header('accept-encoding'), 'gzip')) return c.body(plain);
  c.header('content-encoding', 'gzip');
  return c.body(small);
}
