// npm run dev: the API restarted on every change (port 3200), and Next with hot reload and the service worker
// rebuilt on every change (port 3000). Everything listens on 127.0.0.1 only.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { watchServer } from './dev/watch-server.mjs';
import { endWithNpm } from './setup/end-with-npm.mjs';
import { ensureBuild } from './setup/ensure-build.mjs';
import { ensureDependencies } from './setup/ensure-dependencies.mjs';
import { probePort } from './setup/free-port.mjs';
import { inRepository } from './setup/repository.mjs';
import { entryPoint, Refusal, say } from './setup/say.mjs';

const host = '127.0.0.1';
const ports = { web: 3000, api: 3200 };

/** @param {readonly string[]} args For Node, in the folder of the web app. */
const inWebApp = (args) =>
  spawn(process.execPath, args, {
    cwd: inRepository('apps/web'),
    env: { ...process.env, API_ORIGIN: `http://${host}:${ports.api}`, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });

endWithNpm();
await entryPoint(async () => {
  for (const port of Object.values(ports)) {
    if ((await probePort(port, host)) === undefined) throw new Refusal(`Port ${port} on ${host} is in use.`);
  }
  await ensureDependencies();
  // The embedded database starts from the template that this build makes.
  await ensureBuild(['server']);

  // Next serves the pages; a stale export must not answer in their place.
  const noPages = inRepository('.cache/dev/no-pages');
  mkdirSync(noPages, { recursive: true });

  const stopServer = await watchServer({
    ...process.env,
    PORT: String(ports.api),
    HOST: host,
    FIELDSYNC_ORIGIN: `http://${host}:${ports.web}`,
    // Apart from what `npm start` keeps, which may be running too.
    FIELDSYNC_DATA: inRepository('data/dev'),
    WEB_ROOT: noPages,
  });
  const web = [
    inWebApp(['scripts/build-sw.mjs', '--dev']),
    inWebApp([inRepository('node_modules/next/dist/bin/next'), 'dev', '-H', host, '-p', String(ports.web)]),
  ];
  say(`The app will be at http://${host}:${ports.web}; Ctrl-C ends everything.`);

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    for (const child of web) child.kill('SIGTERM');
    void stopServer().then(() => process.exit());
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
});
