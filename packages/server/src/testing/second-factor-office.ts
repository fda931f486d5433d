import { paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import type { Hono } from 'hono';
import { pino } from 'pino';
import { createApp } from '../app.ts';
import type { HttpEnv } from '../http/http-env.ts';
import { openServices } from '../open-services.ts';
import { SEED_ACCOUNTS } from '../seed/seed-accounts.ts';
import { codeOn } from './authenticator.ts';
import { record } from './operations.ts';
import type { TestDatabase } from './test-databases.ts';
import type { SeedName, TestOffice, TestPerson } from './test-office.ts';
import { envelope, openTestOffice } from './test-office.ts';

const SECRET = 'a secret of a test, at least 32 long';
export const MINUTE = 60_000;

/** Hashes that cost nothing: passwords are not what is tested. */
const passwords = {
  hash: async (password: string) => `hash of ${password}`,
  verify: async ({ hash, password }: { hash: string; password: string }) => hash === `hash of ${password}`,
};

export const passwordOf = (name: SeedName): string =>
  SEED_ACCOUNTS.find(({ email }) => email.startsWith(`${name}@`))?.password ?? '';

/** Status and code of an answer that refuses, and why where it says so. */
export async function refusal(reply: Response): Promise<unknown[]> {
  const body = await envelope(reply);
  return body.success ? [reply.status] : [reply.status, body.error.code, body.meta?.['why']].filter(Boolean);
}

export async function data(reply: Response): Promise<Record<string, unknown>> {
  const body = await envelope(reply);
  if (!body.success) throw new Error(`${String(reply.status)} ${body.error.code} ${body.error.message}`);
  return body.data as Record<string, unknown>;
}

export const begin = (person: TestPerson, name: SeedName): Promise<Response> =>
  person.send('POST', paths.secondFactor, { password: passwordOf(name) });
export const give = (person: TestPerson, code: string): Promise<Response> =>
  person.send('POST', paths.giveCode, { code });
export const require = (person: TestPerson, required = true, minutes = 15): Promise<Response> =>
  person.send('PUT', paths.secondFactorSetting, { required, minutes });
export const standing = async (person: TestPerson) => data(await person.get(paths.secondFactor));
/** An act that asks for a code, and changes nothing that a test looks at. */
export const act = (person: TestPerson): Promise<Response> =>
  person.send('POST', paths.override, { recordIds: [record(1)], score: 90, justification: 'why' });

/** An office whose time goes on when it is told. */
export class SecondFactorOffice {
  readonly office: TestOffice;
  private readonly time: { now: number };

  private constructor(office: TestOffice, time: { now: number }) {
    this.office = office;
    this.time = time;
  }

  static async open(on: TestDatabase): Promise<SecondFactorOffice> {
    const time = { now: Date.parse('2026-11-21T08:04:10.000Z') };
    const office = await openTestOffice(on, { passwords, clock: () => time.now, secret: SECRET });
    return new SecondFactorOffice(office, time);
  }

  get now(): number {
    return this.time.now;
  }

  later(ms: number): void {
    this.time.now += ms;
  }

  /** A day later nobody is signed in, nobody has what makes codes, and the office asks for none. */
  async forget(): Promise<void> {
    const { queries } = this.office.database;
    await queries.execute(sql`truncate attempts, second_factors, auth_session`);
    await queries.execute(sql`delete from settings where key = 'second-factor'`);
    this.later(24 * 60 * MINUTE);
  }

  /** Another process of the same installation. */
  another(secret = SECRET): Hono<HttpEnv> {
    const { database } = this.office;
    const log = pino({ level: 'silent' });
    return createApp(openServices({ database, secret, log, clock: () => this.now, passwords }).app);
  }

  /** @returns the secret, and the recovery codes */
  async enrol(person: TestPerson, name: SeedName) {
    const { secret } = await data(await begin(person, name));
    const code = codeOn(String(secret), this.now);
    const { recoveryCodes } = await data(await person.send('POST', paths.confirmSecondFactor, { code }));
    return { secret: String(secret), recoveryCodes: recoveryCodes as readonly string[] };
  }

  /** Lines of the audit log about it: act and detail. */
  async audited(): Promise<readonly string[]> {
    const { rows } = await this.office.database.queries.execute<{ line: string }>(
      sql`select act || ' ' || detail::text as line from audit_log where act like 'second-factor:%' order by seq`,
    );
    return rows.map(({ line }) => line);
  }
}
