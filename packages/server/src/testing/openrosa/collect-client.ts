import { sql } from 'drizzle-orm';
import { SEED_ACCOUNTS } from '../../seed/seed-accounts.ts';
import type { SeedName, TestOffice } from '../test-office.ts';
import type { Part } from './filled-form.ts';
import { formPart, multipart } from './filled-form.ts';

export function basic(email: string, password: string): string {
  return `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`;
}

export function basicOf(name: SeedName): string {
  const account = SEED_ACCOUNTS.find(({ email }) => email.startsWith(`${name}@`));
  if (account === undefined) throw new Error(`no account ${name}`);
  return basic(account.email, account.password);
}

/** The requests of ODK Collect (`OkHttpConnection.java`, `OkHttpOpenRosaServerClientProvider.java`), with somebody's password. */
export class CollectClient {
  private readonly office: TestOffice;
  readonly authorization: string;

  constructor(office: TestOffice, who: SeedName | { readonly authorization: string }) {
    this.office = office;
    this.authorization = typeof who === 'string' ? basicOf(who) : who.authorization;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.office.request(path, { headers: { ...this.headers(), ...headers } });
  }

  head(path: string): Promise<Response> {
    return this.office.request(path, { method: 'HEAD', headers: this.headers() });
  }

  /** @param more parts beside the form */
  send(xml: string | Uint8Array, more: readonly Part[] = []): Promise<Response> {
    const { type, body } = multipart([formPart(xml), ...more]);
    return this.post(body, type);
  }

  post(
    body: Uint8Array<ArrayBuffer> | string,
    type: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.office.request('/openrosa/submission?deviceID=collect%3AkYJ3b1iqS0nmTbtl', {
      method: 'POST',
      headers: { ...this.headers(), 'content-type': type, ...headers },
      body,
    });
  }

  private headers(): Record<string, string> {
    return {
      authorization: this.authorization,
      'user-agent': 'org.odk.collect.android/v2026.2.0 Dalvik/2.1.0 (Linux; U; Android 13)',
      'x-openrosa-version': '1.0',
      date: 'Fri, 20 Nov 2026 09:45:00 GMT',
    };
  }
}

/** What Collect shows: the text of `message` in an OpenRosaResponse. */
export async function messageOf(reply: Response): Promise<string> {
  const text = await reply.text();
  const [, message] = /<message[^>]*>([^<]*)<\/message>/.exec(text) ?? [];
  if (message === undefined) throw new Error(`no OpenRosaResponse: ${text}`);
  return message;
}

/** Rows of a table. */
export async function rowsIn(office: TestOffice, table: string): Promise<number> {
  const { rows } = await office.database.queries.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(table)}`,
  );
  return rows[0]?.n ?? -1;
}
