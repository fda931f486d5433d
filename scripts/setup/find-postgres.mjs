import { readdirSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { findExecutable, isExecutable } from './find-executable.mjs';
import { installWithApt } from './install-with-apt.mjs';
import { OLDEST_POSTGRES, parsePostgresVersion } from './postgres-version.mjs';
import { runCommand } from './run-command.mjs';
import { Refusal, say } from './say.mjs';
import { alreadyThere, unavailable } from './service.mjs';
import { startPostgres } from './start-postgres.mjs';

/** Debian keeps each version in a folder of its own, off PATH. */
const debianRoot = '/usr/lib/postgresql';

/** @returns {string[]} Folders that hold both programs we need. */
function candidateFolders() {
  const onPath = findExecutable(['postgres']);
  /** @type {string[]} */
  let versions = [];
  try {
    versions = readdirSync(debianRoot).sort((a, b) => Number(b) - Number(a));
  } catch {
    // Not Debian, or no Postgres.
  }
  return [
    ...(onPath ? [path.dirname(realpathSync(onPath))] : []),
    ...versions.map((name) => path.join(debianRoot, name, 'bin')),
  ].filter((folder) => ['initdb', 'postgres'].every((name) => isExecutable(path.join(folder, name))));
}

/** @returns {Promise<{folder: string, version: number} | undefined>} */
async function installed() {
  for (const folder of candidateFolders()) {
    const { output } = await runCommand(path.join(folder, 'postgres'), ['--version']);
    const version = parsePostgresVersion(output);
    if (version !== undefined && version >= OLDEST_POSTGRES) return { folder, version };
  }
  return undefined;
}

/**
 * A Postgres of our own for one benchmark: commits wait for the disk as they do at an operator's.
 * @returns {Promise<{url: string, stop: () => Promise<void>}>}
 * @throws {Refusal} When there is none and apt-get cannot provide one.
 */
export async function durablePostgres() {
  const found = await installedOrFetched();
  if (!found) throw new Refusal(`There is no Postgres ${OLDEST_POSTGRES} or newer.`);
  return startPostgres(found.folder, { durable: true });
}

/** @returns {Promise<{folder: string, version: number} | undefined>} From apt-get where there is none. */
export async function installedOrFetched() {
  const found = await installed();
  if (found) return found;
  return (await installWithApt(['postgresql'])) ? installed() : undefined;
}

/**
 * Postgres for the tests: the one the environment names, else one of our own for each test file that runs beside another.
 * Not one for all: a transaction that one file leaves open would hold the feed's horizon back in every database of it.
 * @returns {Promise<import('./service.mjs').Service>}
 */
export async function findPostgres() {
  const named = process.env['FIELDSYNC_TEST_DATABASE_URL'];
  if (named) {
    say('Postgres: the one that FIELDSYNC_TEST_DATABASE_URL names.');
    return alreadyThere('FIELDSYNC_TEST_DATABASE_URL', { FIELDSYNC_TEST_DATABASE_URL: named });
  }
  const found = await installedOrFetched();
  if (!found)
    return unavailable(`no Postgres ${OLDEST_POSTGRES} or newer, and apt-get could not provide one`);
  /** @type {Awaited<ReturnType<typeof startPostgres>>[]} */
  const started = [];
  const stop = async () => {
    for (const one of started) await one.stop();
  };
  try {
    for (let n = 0; n < filesAtOnce(); n += 1) started.push(await startPostgres(found.folder));
    const ports = started.map(({ port }) => port).join(' and ');
    const how = `version ${found.version}, started on port ${ports}`;
    say(`Postgres: ${how}.`);
    return { available: true, how, env: testDatabaseUrls(started.map(({ url }) => url)), stop };
  } catch (error) {
    await stop();
    return unavailable(`version ${found.version} did not start: ${/** @type {Error} */ (error).message}`);
  }
}

/** Two take two cores and some 600 MB between them; more were not measured. */
const filesAtOnce = () => Math.min(2, availableParallelism());

/**
 * As the tests are told of them: `FIELDSYNC_TEST_DATABASE_URL`, and `FIELDSYNC_TEST_DATABASE_URL_2` for the second runner.
 * @param {readonly string[]} urls
 */
const testDatabaseUrls = (urls) =>
  Object.fromEntries(
    urls.map((url, index) => [`FIELDSYNC_TEST_DATABASE_URL${index === 0 ? '' : `_${index + 1}`}`, url]),
  );
