// npm run build: the static export, then its service worker (which lists the exported files), then compressed copies.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildIdentity } from './build-identity.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const next = fileURLToPath(import.meta.resolve('next/dist/bin/next'));
const { id, version } = buildIdentity();
const env = {
  ...process.env,
  BUILD_ID: id,
  NEXT_PUBLIC_APP_VERSION: version,
  NEXT_TELEMETRY_DISABLED: '1',
  NODE_ENV: 'production',
};

/** @param {string[]} args For Node, in the folder of the web app. */
function run(args) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: web, env, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

// What an earlier build left would be listed by the worker and fetched by every phone.
rmSync(new URL('../out', import.meta.url), { recursive: true, force: true });
run([next, 'build']);
run(['scripts/build-sw.mjs']);
run(['scripts/precompress.mjs']);
