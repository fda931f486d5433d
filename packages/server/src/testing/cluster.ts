import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '@fieldsync/protocol';
import { SEED_ACCOUNTS } from '../seed/seed-accounts.ts';
import { ClusterMember } from './cluster-member.ts';
import type { SeedName } from './test-office.ts';
import { cookieOf } from './test-office.ts';

const SECRET = 'the same in all processes, and long enough';

/** Two servers and a worker on one Postgres and one Redis. */
export class Cluster {
  readonly servers: readonly ClusterMember[];
  readonly worker: ClusterMember;
  private readonly folder = mkdtempSync(join(tmpdir(), 'fieldsync-cluster-'));

  constructor({ databaseUrl, redisUrl }: { readonly databaseUrl: string; readonly redisUrl: string }) {
    const shared = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      FIELDSYNC_SECRET: SECRET,
      FIELDSYNC_DATA: this.folder,
    };
    this.servers = [1, 2].map(() => new ClusterMember({ ...shared, FIELDSYNC_ROLE: 'server' }));
    this.worker = new ClusterMember({ ...shared, FIELDSYNC_ROLE: 'worker' });
  }

  get members(): readonly ClusterMember[] {
    return [...this.servers, this.worker];
  }

  /** One after the other: the first one makes the schema and the accounts. */
  async start(): Promise<void> {
    for (const member of this.members) await member.start();
  }

  origins(): readonly (string | undefined)[] {
    return this.servers.map(({ origin }) => origin);
  }

  /** @returns the cookie */
  async signIn(name: SeedName): Promise<string> {
    const account = SEED_ACCOUNTS.find(({ email }) => email.startsWith(`${name}@`));
    const { email, password } = account ?? {};
    const reply = await this.post(paths.signIn, { email, password });
    return cookieOf(reply);
  }

  /** The receiver is told of every critical record. */
  async subscribe(url: string): Promise<void> {
    const cookie = await this.signIn('admin');
    await this.post(paths.webhooks, { url, events: ['record.critical'] }, cookie);
  }

  private async post(path: string, body: unknown, cookie = ''): Promise<Response> {
    const reply = await fetch(`${this.servers[0]?.origin ?? ''}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${String(reply.status)} ${await reply.text()}`);
    return reply;
  }

  async remove(): Promise<void> {
    await Promise.all(this.members.map((member) => member.kill()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
