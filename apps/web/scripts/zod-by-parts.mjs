import { readFile } from 'node:fs/promises';

/**
 * Lets esbuild leave out what is not used of zod. It cannot look into the object `z` of `import { z } from 'zod'` and
 * keeps all of it, with fifty languages of messages: 350 KB of 640 in the worker. A namespace import it can.
 * @type {import('esbuild').Plugin}
 */
export const zodByParts = {
  name: 'zod-by-parts',
  setup(build) {
    build.onLoad({ filter: /\/packages\/(engine|protocol)\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return {
        contents: source.replace("import { z } from 'zod'", "import * as z from 'zod'"),
        loader: 'ts',
      };
    });
  },
};
