const URL_NAME = 'FIELDSYNC_TEST_REDIS_URL';

/**
 * Addresses of a Redis: one, or none when FIELDSYNC_TEST_REDIS_URL names none, for `describe.each`. On CI none is an error:
 * what is promised with Redis must be shown with Redis.
 */
export function testRedis(): readonly string[] {
  const url = process.env[URL_NAME];
  if (url !== undefined && url !== '') return [url];
  if (process.env['CI'] === 'true') throw new Error(`${URL_NAME} is not set: nothing with Redis would run`);
  return [];
}
