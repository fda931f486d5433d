import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody else's server: it takes what it is sent and answers as it is told. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Of the next answers; 204 once they are used up. */
  readonly answers: { status: number; location?: string }[] = [];
  private held: { readonly over: Promise<void>; readonly release: () => void } | undefined;
  private readonly waiting: { count: number; resolve: () => void }[] = [];
  private readonly server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => void this.answer(request.headers, Buffer.concat(parts).toString(), response));
  });

  private async answer(headers: IncomingHttpHeaders, body: string, response: ServerResponse): Promise<void> {
    await this.held?.over;
    const { status, location } = this.answers.shift() ?? { status: 204 };
    response.writeHead(status, location === undefined ? {} : { location }).end();
    this.received.push({ headers, body });
    for (const { count, resolve } of this.waiting) if (this.received.length >= count) resolve();
  }

  /** @returns its address */
  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/hook`;
  }

  /** Answers nobody until it is released. */
  hold(): void {
    let release: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (release = resolve));
    this.held = { over, release };
  }

  release(): void {
    this.held?.release();
    this.held = undefined;
  }

  /** Resolves when it was called so often in all. */
  async called(count: number): Promise<void> {
    if (this.received.length >= count) return;
    await new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** As a receiver checks it by the Standard Webhooks specification: written once more, from the specification. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return headers['webhook-signature'] === expected;
}
