import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ExchangeReply, Operation } from '@fieldsync/protocol';
import { envelopeSchema, exchangeReplySchema, paths, PROTOCOL_VERSION, uuidV7 } from '@fieldsync/protocol';
import { randomBytes } from 'node:crypto';
import { SEED_ACCOUNTS } from '../../../packages/server/src/seed/seed-accounts.ts';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly cookie: string;
}

/** One device on a connection of its own, as the server sees it: bodies are made ahead, so that the load costs little. */
export class PushClient {
  private readonly origin: string;
  private readonly cookie: string;
  private readonly device = uuidV7(Date.now(), randomBytes(10));
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(origin: string, cookie: string) {
    this.origin = origin;
    this.cookie = cookie;
  }

  /** @param who name of a seed account, which has its known password on this machine */
  static async signIn(origin: string, who = 'amina'): Promise<string> {
    const account = SEED_ACCOUNTS.find(({ email }) => email.startsWith(`${who}@`));
    if (account === undefined) throw new Error(`there is no account ${who}`);
    const body = Buffer.from(JSON.stringify({ email: account.email, password: account.password }));
    const agent = new Agent();
    const { status, cookie } = await send(new URL(paths.signIn, origin), agent, {}, body);
    if (status !== 200) throw new Error(`sign-in was answered with ${String(status)}`);
    return cookie;
  }

  /** The request of one batch, gzipped as phones send it when they do not send the dense form. */
  body(operations: readonly Operation[] | undefined, more: Readonly<Record<string, unknown>> = {}): Buffer {
    const exchange = { v: PROTOCOL_VERSION, device: this.device, cursor: null, config: 1, operations };
    return gzipSync(JSON.stringify({ ...exchange, ...more }));
  }

  /** @returns ms from the first byte to the last of the answer; a refusal because of load is waited out and counted in */
  async push(body: Buffer): Promise<number> {
    const began = performance.now();
    const answer = await this.exchange(body);
    const reply = replyIn(answer);
    if (reply.verdicts === undefined || reply.verdicts.except.length > 0)
      throw new Error(`not everything took effect: ${answer.slice(0, 400)}`);
    return performance.now() - began;
  }

  /** Walks the change feed from the beginning, a page after the other. */
  async walk(until: () => boolean): Promise<number> {
    let pages = 0;
    for (let cursor: string | null = null; !until();) {
      const answer: string = await this.exchange(this.body(undefined, { cursor, wantBytes: 65_536 }));
      const reply = replyIn(answer);
      cursor = reply.more === true ? reply.cursor : null;
      pages += 1;
    }
    return pages;
  }

  private async exchange(body: Buffer): Promise<string> {
    const headers = { cookie: this.cookie, 'content-encoding': 'gzip' };
    for (;;) {
      const { status, text } = await send(new URL(paths.exchange, this.origin), this.agent, headers, body);
      if (status === 200) return text;
      if (status !== 503) throw new Error(`status ${String(status)}: ${text.slice(0, 400)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

function send(
  url: URL,
  agent: Agent,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-type': 'application/json' } },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            cookie: (reply.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; '),
          }),
        );
        reply.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function replyIn(answer: string): ExchangeReply {
  const envelope = envelopeSchema(exchangeReplySchema).parse(JSON.parse(answer));
  if (!envelope.success) throw new Error(`refused: ${answer.slice(0, 400)}`);
  return envelope.data;
}
