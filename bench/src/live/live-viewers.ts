import type { ClientRequest } from 'node:http';
import { Agent, get } from 'node:http';
import { paths } from '@fieldsync/protocol';

/** Screens that listen. Each tells at what time it saw an event of a record. */
export class LiveViewers {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  private readonly requests: ClientRequest[] = [];
  private readonly seen: (recordId: string, atMs: number) => void;

  constructor(seen: (recordId: string, atMs: number) => void) {
    this.seen = seen;
  }

  /** Resolves when so many streams have begun. */
  async open(origin: string, cookie: string, count: number): Promise<void> {
    for (let opened = 0; opened < count; opened += 1) await this.openOne(origin, cookie);
  }

  private openOne(origin: string, cookie: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = get(
        new URL(paths.events, origin),
        { agent: this.agent, headers: { cookie, accept: 'text/event-stream' } },
        (reply) => {
          if (reply.statusCode !== 200) return reject(new Error(`status ${String(reply.statusCode)}`));
          let rest = '';
          reply.setEncoding('utf8').on('data', (text: string) => {
            const events = (rest + text).split('\n\n');
            rest = events.pop() ?? '';
            for (const event of events) this.hear(event);
          });
          reply.on('error', () => undefined);
          // Where the stream stands comes first: from here on it misses nothing.
          reply.once('data', () => resolve());
        },
      );
      request.on('error', reject);
      this.requests.push(request);
    });
  }

  private hear(event: string): void {
    if (!event.includes('event: record')) return;
    const [, data] = /^data: (.*)$/m.exec(event) ?? [];
    if (data !== undefined) this.seen((JSON.parse(data) as { id: string }).id, performance.now());
  }

  close(): void {
    for (const request of this.requests) request.destroy();
    this.agent.destroy();
  }
}
