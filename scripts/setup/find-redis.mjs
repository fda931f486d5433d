import { findExecutable } from './find-executable.mjs';
import { installWithApt } from './install-with-apt.mjs';
import { prepareRedis } from './prepare-redis.mjs';
import { say } from './say.mjs';
import { alreadyThere, unavailable } from './service.mjs';

const onThisMachine = () => findExecutable(['redis-server', 'valkey-server']);

/** @returns {Promise<string | undefined>} The program; from apt-get where there is none. */
export async function redisProgram() {
  const program = onThisMachine();
  if (program) return program;
  return (await installWithApt(['redis-server'])) ? onThisMachine() : undefined;
}

/**
 * A Redis for the tests: the one the environment names, else one of our own that keeps nothing on disk.
 * @returns {Promise<import('./service.mjs').Service>}
 */
export async function findRedis() {
  const named = process.env['FIELDSYNC_TEST_REDIS_URL'];
  if (named) {
    say('Redis: the one that FIELDSYNC_TEST_REDIS_URL names.');
    return alreadyThere('FIELDSYNC_TEST_REDIS_URL', { FIELDSYNC_TEST_REDIS_URL: named });
  }
  const program = await redisProgram();
  if (!program) return unavailable('no redis-server, and apt-get could not provide one');

  const { url, port, start, remove } = await prepareRedis(program);
  try {
    const { stop } = await start({ keeps: false });
    const how = `started on port ${port}`;
    say(`Redis: ${how}.`);
    return {
      available: true,
      how,
      env: { FIELDSYNC_TEST_REDIS_URL: url },
      stop: () => stop().then(remove),
    };
  } catch (error) {
    remove();
    return unavailable(`redis-server did not start: ${/** @type {Error} */ (error).message}`);
  }
}
