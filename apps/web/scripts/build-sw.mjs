// node scripts/build-sw.mjs         out/drain.js, and out/sw.js with the list of the exported files
// node scripts/build-sw.mjs --dev   both in public/, with an empty list, rebuilt on every change
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getManifest } from '@serwist/build';
import { build, context } from 'esbuild';
import { zodByParts } from './zod-by-parts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dev = process.argv.includes('--dev');

/** Everything that a page needs to open with no signal. */
async function exportedFiles() {
  // The polyfills are loaded only by browsers without modules, and those have no service workers: 39 KB saved.
  const polyfills = [
    ...readFileSync(`${root}out/index.html`, 'utf8').matchAll(/<script src="\/([^"]+)" noModule/g),
  ].map((match) => match[1]);
  const { manifestEntries, count, size, warnings } = await getManifest({
    globDirectory: `${root}out`,
    globPatterns: ['**/*.{html,txt,js,css,woff2,svg,png,ico,webmanifest,json}'],
    // The system asks for the other icons when it installs the app; a page shows only the drawn one.
    // `__next._full.txt` is the same as `index.txt` and is never asked for; 404.html is in 404/index.html.
    globIgnores: [
      'sw.js',
      'icons/*.png',
      '**/*.map',
      '404.html',
      '_not-found/**',
      '**/__next._full.txt',
      ...polyfills,
    ],
    dontCacheBustURLsMatching: /^_next\/static\//,
    maximumFileSizeToCacheInBytes: 5 * 1024 * 1024,
  });
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  console.log(`Pages for no signal: ${count} files, ${(size / 1024).toFixed(0)} KiB.`);
  return manifestEntries;
}

/** @param {string} name @returns {import('esbuild').BuildOptions} A worker's program, in one file. */
const program = (name) => ({
  absWorkingDir: root,
  entryPoints: [`sw/${name}.ts`],
  outfile: dev ? `public/${name}.js` : `out/${name}.js`,
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: ['chrome100', 'firefox110', 'safari16.4'],
  minify: !dev,
  plugins: [zodByParts],
  // zod tries `new Function` once, which the content security policy forbids and the browser reports each time.
  banner: { js: '(globalThis.__zod_globalConfig ??= {}).jitless = true;' },
  define: {
    'process.env.NODE_ENV': JSON.stringify(dev ? 'development' : 'production'),
    'self.__APP_VERSION': JSON.stringify(process.env.NEXT_PUBLIC_APP_VERSION ?? 'dev'),
  },
  sourcemap: dev ? 'inline' : false,
  logLevel: 'warning',
});
// Before the list is made: it opens with no signal, as the page does.
if (!dev) await build(program('drain'));

/** @type {import('esbuild').BuildOptions} */
const serviceWorker = {
  ...program('sw'),
  define: {
    ...program('sw').define,
    'self.__SW_MANIFEST': JSON.stringify(dev ? [] : await exportedFiles()),
  },
};
if (dev) for (const options of [program('drain'), serviceWorker]) await (await context(options)).watch();
else {
  await build(serviceWorker);
  // Every phone fetches both again with each version. 470 and 424 KB when this was written: zod and Dexie 100 each, the dense form
  // 87 with its deflate, the engine 120, the list of pages 6. Beyond this something large came in by mistake.
  for (const name of ['sw', 'drain']) {
    const { size } = statSync(`${root}out/${name}.js`);
    if (size > 480_000) throw new Error(`out/${name}.js has ${size} bytes, more than 480,000.`);
  }
}
