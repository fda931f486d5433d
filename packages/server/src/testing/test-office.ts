import type { Envelope } from '@fieldsync/protocol';
import { paths } from '@fieldsync/protocol';
import type { Hono } from 'hono';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import type { Database } from '../adapters/database.ts';
import { createApp } from '../app.ts';
import type { HttpEnv } from '../http/http-env.ts';
import type { OpenedServices, OpenServicesOptions } from '../open-services.ts';
import { openServices } from '../open-services.ts';
import { SEED_ACCOUNTS } from '../seed/seed-accounts.ts';
import { fitsDescription } from './fits-description.ts';
import type { TestDatabase } from './test-databases.ts';

export type SeedName = 'amina' | 'yusuf' | 'ibrahim' | 'admin';

/** A request of someone, as a browser of theirs would send it. */
export interface TestPerson {
  readonly cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
}

/** The whole HTTP surface on a database of its own, called without a socket. */
export class TestOffice {
  readonly database: Database;
  readonly opened: OpenedServices;
  readonly app: Hono<HttpEnv>;
  private readonly stop = new AbortController();
  private readonly running: Promise<unknown>;

  constructor(database: Database, opened: OpenedServices) {
    this.database = database;
    this.opened = opened;
    this.app = createApp(opened.app);
    this.running = Promise.all(opened.services.map((service) => service.run(this.stop.signal)));
  }

  /** Fails when the answer is not what the API's document says of its route. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const reply = await this.app.request(path, init);
    await fitsDescription(init.method ?? 'GET', path.split('?')[0] ?? '', reply);
    return reply;
  }

  signIn(email: string, password: string): Promise<Response> {
    return this.request(paths.signIn, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
  }

  /** Signs in for real and carries the cookie from then on. */
  async as(name: SeedName): Promise<TestPerson> {
    const account = SEED_ACCOUNTS.find(({ email }) => email.startsWith(`${name}@`));
    if (account === undefined) throw new Error(`no account ${name}`);
    const reply = await this.signIn(account.email, account.password);
    if (!reply.ok) throw new Error(`${name} cannot sign in: ${String(reply.status)} ${await reply.text()}`);
    return this.person(cookieOf(reply));
  }

  person(cookie: string): TestPerson {
    return {
      cookie,
      get: (path, headers = {}) => this.request(path, { headers: { cookie, ...headers } }),
      send: (method, path, body, headers = {}) =>
        this.request(path, {
          method,
          headers: { cookie, 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    };
  }

  /** As before anyone sent anything; accounts, sessions and the audit log stay. Much quicker than another database. */
  async forgetRecords(): Promise<void> {
    await this.database.queries.execute(
      sql`truncate records, operations, conflicts, devices, commands, critical_alerts, job_outbox, awaited_overrides, recalculation`,
    );
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
    await this.database.close();
  }
}

/** With the four seed accounts, whose passwords are those of the source. */
export async function openTestOffice(
  on: TestDatabase,
  options: Partial<OpenServicesOptions> = {},
): Promise<TestOffice> {
  const database = await on.open();
  const opened = openServices({
    database,
    secret: 'a secret of a test, at least 32 long',
    log: pino({ level: 'silent' }),
    signInsPerMinute: 1_000,
    ...options,
  });
  await Promise.all(SEED_ACCOUNTS.map((account) => opened.book.create(account)));
  return new TestOffice(database, opened);
}

export function cookieOf(reply: Response): string {
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** The envelope of a reply, whatever is in it. */
export async function envelope(reply: Response): Promise<Envelope<unknown>> {
  return (await reply.json()) as Envelope<unknown>;
}
