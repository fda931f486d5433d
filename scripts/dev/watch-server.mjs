import { programOptions } from '../programs/program-options.mjs';
import { inRepository } from '../setup/repository.mjs';
import { ServerProcess } from './server-process.mjs';

const entry = inRepository('packages/server/src/main.ts');
const bundle = inRepository('.cache/programs/server-dev.mjs');

/**
 * Bundles the server whenever a file of it changes, and runs what came out.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<() => Promise<void>>} Stops both.
 */
export async function watchServer(env) {
  const { context } = await import('esbuild');
  const server = new ServerProcess(bundle, env);
  const options = programOptions(entry, bundle);
  const watching = await context({
    ...options,
    plugins: [
      ...(options.plugins ?? []),
      {
        name: 'restart-server',
        setup(build) {
          // A source that does not bundle leaves the last good server running.
          build.onEnd(({ errors }) => {
            if (errors.length === 0) void server.restart();
          });
        },
      },
    ],
  });
  await watching.watch();
  return async () => {
    await watching.dispose();
    await server.stop();
  };
}
