import type { ClientRequest } from 'node:http';
import { Agent, request } from 'node:http';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Operation } from '@fieldsync/protocol';
import { envelopeSchema, exchangeReplySchema, paths, PROTOCOL_VERSION, uuidV7 } from '@fieldsync/protocol';

/** What came of one device's return. */
export interface Returned {
  /** Operations that were acknowledged. */
  readonly acknowledged: number;
  /** ms from its first request to the acknowledgement. */
  readonly tookMs: number;
  /** How often it was told to come back. */
  readonly shed: number;
  /** How often it was told so without being told when. */
  readonly shedWithoutTime: number;
  /** Connections that ended without an answer. */
  readonly cut: number;
}

/** Tries before a device is given up as lost: more than an hour of being told to come back. */
const MOST_TRIES = 200;

/**
 * A device that has been away: it sends what it has in one exchange, over a connection of its own, and waits as long as it is
 * told, with the jitter of a phone.
 */
export async function comeBack(
  origin: string,
  cookie: string,
  operations: readonly Operation[],
): Promise<Returned> {
  const device = uuidV7(Date.now(), randomBytes(10));
  const exchange = { v: PROTOCOL_VERSION, device, cursor: null, config: 1, operations, wantBytes: 16_384 };
  const body = gzipSync(JSON.stringify(exchange));
  const counts = { shed: 0, shedWithoutTime: 0, cut: 0 };
  // Kept open, as browsers do: one that is closed after each answer is reset when the answer comes before the body is sent.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const began = performance.now();
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await ask(new URL(paths.exchange, origin), agent, cookie, body).catch(() => undefined);
    if (answer === undefined) counts.cut += 1;
    else if (answer.status === 503) {
      counts.shed += 1;
      if (answer.retryAfterMs === undefined) counts.shedWithoutTime += 1;
    } else {
      const envelope = envelopeSchema(exchangeReplySchema).parse(JSON.parse(answer.text));
      if (!envelope.success) throw new Error(`status ${String(answer.status)}: ${answer.text.slice(0, 300)}`);
      agent.destroy();
      const { verdicts } = envelope.data;
      const acknowledged = verdicts?.except.length === 0 ? verdicts.judged : 0;
      return { acknowledged, tookMs: performance.now() - began, ...counts };
    }
    const waitMs = answer?.retryAfterMs ?? 1_000;
    await new Promise((resolve) => setTimeout(resolve, waitMs * (1 + Math.random())));
  }
  agent.destroy();
  return { acknowledged: 0, tookMs: performance.now() - began, ...counts };
}

function ask(
  url: URL,
  agent: Agent,
  cookie: string,
  body: Buffer,
): Promise<{ status: number; text: string; retryAfterMs: number | undefined }> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'content-encoding': 'gzip', 'content-type': 'application/json' };
    const sent: ClientRequest = request(url, { method: 'POST', agent, headers }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('error', reject);
      reply.on('end', () => {
        const seconds = Number(reply.headers['retry-after']);
        resolve({
          status: reply.statusCode ?? 0,
          text: Buffer.concat(parts).toString(),
          retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : undefined,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
