// npm start: install and build what is missing or stale, then serve the app and its API from one process.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { endWithNpm } from './setup/end-with-npm.mjs';
import { ensureBuild } from './setup/ensure-build.mjs';
import { ensureDependencies } from './setup/ensure-dependencies.mjs';
import { probePort } from './setup/free-port.mjs';
import { inRepository } from './setup/repository.mjs';
import { entryPoint, Refusal } from './setup/say.mjs';

/** @param {string} text @param {string} host */
async function refuseBusyPort(text, host) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Refusal(`PORT must be a number from 0 to 65535, and is "${text}".`);
  }
  const free = await probePort(port, host).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    throw new Refusal(`Cannot listen on ${host}, port ${port}: ${error.code ?? error.message}.`);
  });
  if (free === undefined) {
    throw new Refusal(
      `Port ${port} on ${host} is in use. Stop the other program, or choose another port: PORT=${port + 1} npm start`,
    );
  }
}

/** @returns {{https: boolean}} */
function options() {
  try {
    return parseArgs({ options: { https: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new Refusal(
      `${error instanceof Error ? error.message : String(error)}\nnpm start -- --https is all there is.`,
    );
  }
}

endWithNpm();
await entryPoint(async () => {
  const { https } = options();
  if (https) process.env['FIELDSYNC_HTTPS'] ||= 'local';
  const isLocalHttps = process.env['FIELDSYNC_HTTPS'] === 'local';
  // An empty variable is one that is not set, as for the server.
  const PORT = process.env['PORT'] || '3000';
  // Https of its own is for phones in the office network: they have to reach it.
  const HOST = process.env['HOST'] || (isLocalHttps ? '0.0.0.0' : '127.0.0.1');
  // Before the build, which takes a minute: the answer does not depend on it.
  await refuseBusyPort(PORT, HOST);
  if (isLocalHttps && PORT !== '0')
    await refuseBusyPort(process.env['FIELDSYNC_TRUST_PORT'] || String(Number(PORT) + 1), HOST);
  await ensureDependencies();
  await ensureBuild();

  const defaults = {
    PORT,
    HOST,
    NODE_ENV: 'production',
    FIELDSYNC_DATA: inRepository('data'),
    WEB_ROOT: inRepository('apps/web/out'),
  };
  for (const [name, value] of Object.entries(defaults)) process.env[name] ||= value;

  const main = inRepository('packages/server/dist/main.js');
  if (!existsSync(main))
    throw new Refusal(`${main} is missing although its build is recorded; remove .cache.`);
  // In this very process, so that signals and the exit code are the server's own.
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
});
