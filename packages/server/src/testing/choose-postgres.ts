/** Before each file of the `pg` tests: the Postgres that belongs to this one of the processes that run them side by side. */
const own = process.env[`FIELDSYNC_TEST_DATABASE_URL_${process.env['VITEST_POOL_ID'] ?? ''}`];
if (own !== undefined) process.env['FIELDSYNC_TEST_DATABASE_URL'] = own;
