import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { endWithNpm } from './end-with-npm.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { inRepository } from './repository.mjs';
import { entryPoint, Refusal } from './say.mjs';

/**
 * Runs one of the server's commands for operators with the arguments that npm was given; builds the server if it is stale.
 * @param {string} command
 * @param {readonly string[]} [defaults] Said before what the operator says.
 */
export async function serverCommand(command, defaults = []) {
  endWithNpm();
  await entryPoint(async () => {
    await ensureDependencies();
    await ensureBuild(['server']);
    process.env['FIELDSYNC_DATA'] ||= inRepository('data');
    const file = inRepository('packages/server/dist/cli.js');
    if (!existsSync(file))
      throw new Refusal(`${file} is missing although its build is recorded; remove .cache.`);
    process.argv = [process.execPath, file, command, ...defaults, ...process.argv.slice(2)];
    await import(pathToFileURL(file).href);
  });
}
