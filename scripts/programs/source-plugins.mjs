import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { pathToFileURL } from 'node:url';

/** @typedef {import('esbuild').Plugin} Plugin */

const own = '@fieldsync/';
const asked = Symbol('resolved by ourselves');

/**
 * Leaves what npm installed where it is, by its full path: the bundle lies in a folder from which a package that
 * npm put into one workspace's own node_modules would not be found.
 * @type {Plugin}
 */
export const leaveInstalledPackages = {
  name: 'leave-installed-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
      if (kind === 'entry-point' || path.startsWith(own) || pluginData === asked) return undefined;
      if (path.startsWith('node:') || builtinModules.includes(path)) return { path, external: true };
      const found = await build.resolve(path, { kind, resolveDir, importer, pluginData: asked });
      if (found.errors.length > 0) return { errors: found.errors };
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/**
 * Keeps `import.meta.url` the address of the source file, so that what it finds beside itself (migrations, the
 * database template) is found from a bundle as well.
 * @type {Plugin}
 */
export const keepSourceAddresses = {
  name: 'keep-source-addresses',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const address = JSON.stringify(pathToFileURL(path).href);
      return { contents: source.replaceAll('import.meta.url', address), loader: 'ts' };
    });
  },
};
