import { OLDEST_POSTGRES } from './postgres-version.mjs';
import { installedOrFetched } from './find-postgres.mjs';
import { redisProgram } from './find-redis.mjs';
import { unavailable } from './service.mjs';

/**
 * The programs of Postgres and Redis, for tests that kill a server of their own and start it again. Addresses of running
 * ones, as the environment may name them, do not do for that.
 * @returns {Promise<import('./service.mjs').Service>}
 */
export async function findRestartable() {
  const postgres = await installedOrFetched();
  if (!postgres) return unavailable(`no Postgres ${OLDEST_POSTGRES} or newer that a test could start`);
  const redis = await redisProgram();
  if (!redis) return unavailable('no redis-server that a test could start');
  return {
    available: true,
    how: `${postgres.folder} and ${redis}`,
    env: { FIELDSYNC_TEST_POSTGRES_PROGRAMS: postgres.folder, FIELDSYNC_TEST_REDIS_PROGRAM: redis },
    stop: () => Promise.resolve(),
  };
}
