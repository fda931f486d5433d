import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';

export interface SiteOptions {
  readonly entry: string;
  /** Program of the page's worker, as `/drain.js`. */
  readonly worker?: string;
  /** A module in place of the engine's choice of a coder, and what it chooses. */
  readonly forced?: { readonly module: string; readonly coder: string } | undefined;
}

/** One bare page with one program in it, bundled for a browser, in a folder of its own. */
export async function buildSite({ entry, worker, forced }: SiteOptions, folder: string): Promise<string> {
  const site = join(folder, 'site');
  mkdirSync(site, { recursive: true });
  const common: BuildOptions = {
    bundle: true,
    format: 'iife',
    platform: 'browser',
    minify: true,
    logLevel: 'error',
  };
  await build({ ...common, entryPoints: [entry], outfile: join(site, 'page.js') });
  if (worker !== undefined)
    await build({
      ...common,
      entryPoints: [worker],
      outfile: join(site, 'drain.js'),
      ...(forced === undefined
        ? {}
        : {
            plugins: [insteadOfChoice(forced.module)],
            define: { FORCED_CODER: JSON.stringify(forced.coder) },
          }),
    });
  writeFileSync(
    join(site, 'index.html'),
    '<!doctype html><title>Benchmark</title><script src="/page.js"></script>',
  );
  return site;
}

function insteadOfChoice(module: string): Plugin {
  return {
    name: 'forced-coder',
    setup(hooks) {
      hooks.onResolve({ filter: /\/choose-coder\.ts$/ }, ({ importer }) =>
        importer === module ? undefined : { path: module },
      );
    },
  };
}
