import { expect, it } from 'vitest';
import { parsePostgresVersion } from './postgres-version.mjs';

it.each([
  ['postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', 15],
  ['postgres (PostgreSQL) 17.2', 17],
  ['postgres (PostgreSQL) 18beta1', 18],
  ['postgres (PostgreSQL) 9.6.24', 9],
])('reads the major version of %s', (text, version) => {
  expect(parsePostgresVersion(text)).toBe(version);
});

it.each(['', 'sh: postgres: not found', 'mysqld 8.0.15'])('does not take "%s" for Postgres', (text) => {
  expect(parsePostgresVersion(text)).toBeUndefined();
});
