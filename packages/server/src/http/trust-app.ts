import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { escaped } from './api/docs-schema.ts';
import { DOCS_STYLE } from './api/docs-style.ts';
import { DATA_POLICY } from './content-security-policy.ts';
import { MEANING, STEPS } from './trust-words.ts';

const FILE = '/fieldsync-authority.crt';
const STYLE_HASH = createHash('sha256').update(DOCS_STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export interface TrustParts {
  /** The authority's certificate, which is no secret. */
  readonly der: Uint8Array<ArrayBuffer>;
  readonly fingerprint: string;
  readonly serverUrls: () => readonly string[];
}

/**
 * What can be had before a device trusts this server, and so without https: the authority's certificate and how to trust it.
 * Somebody on the network could change it on its way; that is what the fingerprint on the operator's screen is for.
 */
export function createTrustApp({ der, fingerprint, serverUrls }: TrustParts): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', DATA_POLICY);
  });
  app.get(FILE, (c) => {
    // iOS and Android take it for what it is by this type.
    c.header('content-type', 'application/x-x509-ca-cert');
    c.header('content-disposition', 'attachment; filename="fieldsync-authority.crt"');
    return c.body(der);
  });
  app.get('/', (c) => {
    c.header('content-security-policy', POLICY);
    return c.html(page(fingerprint, serverUrls()));
  });
  return app;
}

function page(fingerprint: string, serverUrls: readonly string[]): string {
  const steps = STEPS.map(
    ({ device, steps: text }) => `<li><strong>${escaped(device)}</strong><br>${escaped(text)}</li>`,
  );
  const links = serverUrls.map((url) => `<li><a href="${escaped(url)}">${escaped(url)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trust this office</title>
<style>${DOCS_STYLE}</style>
</head>
<body>
<main class="page">
<h1>Trust this office</h1>
<p>Fieldsync works offline only where its address is trusted. This office is its own authority; do this once on each device.</p>
<section class="card"><h2>1. Download</h2>
<p><a href="${FILE}">The certificate of the authority</a></p></section>
<section class="card"><h2>2. Compare</h2>
<p>The device shows a fingerprint (SHA-256) before or after you install it. It must be the one that stands on the screen of the computer that runs Fieldsync, letter by letter. Ask for it there: this page came over the network, where somebody could have changed it.</p>
<pre tabindex="0">${escaped(fingerprint)}</pre></section>
<section class="card"><h2>3. Install</h2>
<ul class="parts">${steps.join('')}</ul>
<p>${escaped(MEANING)} To take it back, remove it at the same place.</p></section>
<section class="card"><h2>4. Open</h2>
<ul class="parts">${links.join('')}</ul></section>
</main>
</body>
</html>
`;
}
