import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '@fieldsync/protocol';
import { Client } from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SEED_ACCOUNTS } from './seed/seed-accounts.ts';
import { MainProcess } from './testing/main-process.ts';
import { buildChild } from './testing/spawn-child.ts';
import { testPostgres } from './testing/test-databases.ts';

const SERVERS = 3;

describe.each(testPostgres())('several servers that start at once on an empty $name', () => {
  const administrate = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: process.env['FIELDSYNC_TEST_DATABASE_URL'] });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  let program: string;
  let name: string;
  let folder: string;
  let servers: MainProcess[] = [];
  beforeAll(async () => {
    program = await buildChild('../../main');
  });
  beforeEach(async () => {
    name = `fieldsync_first_${randomBytes(6).toString('hex')}`;
    await administrate(`create database ${name}`);
    folder = mkdtempSync(join(tmpdir(), 'first-start-'));
  });
  afterEach(async () => {
    for (const server of servers) {
      server.signal('SIGKILL');
      await server.exit;
    }
    servers = [];
    await administrate(`drop database ${name} with (force)`);
    rmSync(folder, { recursive: true });
  });

  it('make the accounts once, tell their passwords once, and all of them run', async () => {
    const url = new URL(process.env['FIELDSYNC_TEST_DATABASE_URL'] ?? '');
    url.pathname = `/${name}`;
    servers = Array.from(
      { length: SERVERS },
      () =>
        new MainProcess(program, {
          DATABASE_URL: url.href,
          FIELDSYNC_SECRET: 'the same in all processes, and long enough',
          FIELDSYNC_DATA: folder,
          // Others can reach it: each password is made, and told by the one process that made it.
          HOST: '0.0.0.0',
        }),
    );
    const ports = await Promise.all(servers.map(async (server) => new URL(await server.url()).port));
    for (const server of servers) server.signal('SIGTERM');
    expect(await Promise.all(servers.map((server) => server.exit))).toEqual(servers.map(() => 0));

    const told = servers.flatMap(({ out }) => out).filter((line) => line.includes('@fieldsync.test'));
    expect(told).toHaveLength(SEED_ACCOUNTS.length);
    expect(new Set(ports).size).toBe(SERVERS);
    const again = new MainProcess(program, {
      DATABASE_URL: url.href,
      FIELDSYNC_SECRET: 'the same in all processes, and long enough',
      FIELDSYNC_DATA: folder,
    });
    servers.push(again);
    const address = await again.url();
    for (const line of told) {
      const [email, password] = line.trim().split(/\s+/);
      const reply = await fetch(address + paths.signIn, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
      expect([email, reply.status]).toEqual([email, 200]);
    }
  });
});
