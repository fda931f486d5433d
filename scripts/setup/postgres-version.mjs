/** The oldest Postgres whose SQL the server may use. */
export const OLDEST_POSTGRES = 15;

/**
 * @param {string} text What `postgres --version` prints.
 * @returns {number | undefined} The major version; undefined when this is not Postgres.
 */
export function parsePostgresVersion(text) {
  const match = /\(PostgreSQL\) (\d+)/.exec(text);
  return match ? Number(match[1]) : undefined;
}
