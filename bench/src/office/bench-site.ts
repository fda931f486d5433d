import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** One bare page with one program in it, bundled for a browser. */
export async function buildSite(entry: string, folder: string): Promise<string> {
  const site = join(folder, 'site');
  mkdirSync(site, { recursive: true });
  await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    minify: true,
    outfile: join(site, 'page.js'),
    logLevel: 'error',
  });
  writeFileSync(
    join(site, 'index.html'),
    '<!doctype html><title>Benchmark</title><script src="/page.js"></script>',
  );
  return site;
}
