/**
 * Builds the server: one file that Node 20 can run (it cannot run TypeScript), one for the
 * operator's commands, one more for its codec thread, and the template of the embedded
 * database, so that a first start takes a second instead of ten.
 */
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// Workspace packages export TypeScript source and are bundled; what npm installed is left where it is.
const external = Object.keys(dependencies).filter((name) => !name.startsWith('@fieldsync/'));

/** @param {string} entry @param {string} outfile */
async function bundle(entry, outfile) {
  await build({
    entryPoints: [join(root, entry)],
    outfile: join(root, outfile),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'warning',
    external: external.flatMap((name) => [name, `${name}/*`]),
  });
}

await bundle('src/main.ts', 'dist/main.js');
await bundle('src/cli.ts', 'dist/cli.js');
await bundle('src/adapters/dense/codec-thread-program.ts', 'dist/codec-thread.js');

await bundle('src/adapters/embedded/template.ts', 'dist/template.js');
const template = await import(pathToFileURL(join(root, 'dist/template.js')).href);
await template.writeTemplate(join(root, 'dist/template.tar.gz'), join(root, 'migrations'));
for (const file of ['dist/template.js', 'dist/template.js.map']) rmSync(join(root, file));
