import { Client } from 'pg';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { BusMessage } from '../../services/event-bus.ts';
import type { EventBus } from '../../services/event-bus.ts';
import { InProcessBus } from '../../services/event-bus.ts';
import type { Service } from '../../services/service.ts';

export interface NotifyBusOptions {
  readonly url: string;
  readonly log: Logger;
  /** Resolves after `ms`. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

const CHANNEL = 'fieldsync_bus';
/**
 * Messages of this span go in one. Postgres commits transactions that notify one after the other, and each is a round trip:
 * a hundred pushes a second say "committed" twenty times.
 */
const GATHER_MS = 50;
/** A notification holds less than 8,000 bytes. */
const MOST_BYTES = 7_900;
const LONGEST_RETRY_MS = 10_000;

/**
 * The bus of several processes on one Postgres, by LISTEN and NOTIFY. Within a process at once and in any case; to the
 * others while their connection stands: one that lost it is told to look at everything when it has it again.
 */
export class NotifyBus implements EventBus, Service {
  readonly name = 'event bus';
  private readonly options: NotifyBusOptions;
  private readonly here = new InProcessBus();
  private readonly self = randomUUID();
  private readonly gathered = new Map<string, BusMessage>();
  private sending: Promise<void> | undefined;
  private client: Client | undefined;

  constructor(options: NotifyBusOptions) {
    this.options = options;
  }

  publish(message: BusMessage): void {
    this.here.publish(message);
    this.gathered.set(JSON.stringify(message), message);
    this.sending ??= this.sendSoon();
  }

  subscribe(listener: (message: BusMessage) => void): () => void {
    return this.here.subscribe(listener);
  }

  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const client = new Client({ connectionString: this.options.url, application_name: 'fieldsync bus' });
      const lost = new Promise<void>((resolve) => {
        client.on('error', () => resolve());
        client.on('end', () => resolve());
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      try {
        await client.connect();
        client.on('notification', ({ payload }) => this.hear(payload ?? ''));
        await client.query(`listen ${CHANNEL}`);
        this.client = client;
        failures = 0;
        if (this.gathered.size > 0) this.sending ??= this.sendSoon();
        // What was said while nobody listened.
        this.here.publish({ kind: 'committed' });
        this.here.publish({ kind: 'jobs' });
        await lost;
        if (!signal.aborted) this.options.log.warn('the connection of the event bus was lost');
      } catch (error) {
        this.options.log.warn({ err: error }, 'the event bus has no connection');
      }
      if (signal.aborted) await this.sending;
      this.client = undefined;
      await client.end().catch(() => undefined);
      failures += 1;
      const pauseMs = Math.min(LONGEST_RETRY_MS, 100 * 2 ** failures);
      await wait(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private async sendSoon(): Promise<void> {
    const pause = this.options.pause ?? ((ms: number) => wait(ms, undefined, { ref: false }));
    await pause(GATHER_MS);
    this.sending = undefined;
    const { client } = this;
    // Kept until there is a connection again: the others may have had theirs all the time.
    if (client === undefined) return;
    const messages = [...this.gathered.values()];
    this.gathered.clear();
    for (const part of parts(messages)) {
      const payload = JSON.stringify({ from: this.self, messages: part });
      try {
        await client.query('select pg_notify($1, $2)', [CHANNEL, payload]);
      } catch (error) {
        this.options.log.warn({ err: error }, 'other processes are told later');
        for (const message of part) this.gathered.set(JSON.stringify(message), message);
      }
    }
  }

  private hear(payload: string): void {
    const { from, messages } = JSON.parse(payload) as { from: string; messages: BusMessage[] };
    if (from === this.self) return;
    for (const message of messages) this.here.publish(message);
  }
}

/** So many at a time that each fits a notification. One that fits none is left out: its receivers find it by looking. */
function* parts(messages: readonly BusMessage[]): Generator<readonly BusMessage[]> {
  let part: BusMessage[] = [];
  let bytes = 100;
  for (const message of messages) {
    const size = Buffer.byteLength(JSON.stringify(message)) + 1;
    if (size > MOST_BYTES - 100) continue;
    if (bytes + size > MOST_BYTES) {
      yield part;
      part = [];
      bytes = 100;
    }
    part.push(message);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
