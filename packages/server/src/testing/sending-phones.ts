import { setTimeout as pause } from 'node:timers/promises';
import type { Operation } from '@fieldsync/protocol';
import {
  envelopeSchema,
  exchangeReplySchema,
  paths,
  PROTOCOL_VERSION,
  unpackVerdicts,
} from '@fieldsync/protocol';
import { create, device, healthData } from './operations.ts';

const PHONES = 4;
const BATCH = 5;
const CRITICAL = healthData({ commonHealthIssues: ['CHOLERA'], peopleAffected: 900 });

/** Phones of one account that capture and send without a break, in turn to whichever server answers. */
export class SendingPhones {
  readonly acknowledged: Operation[] = [];
  /** What they were answered instead of verdicts: status, code, and whether they were told when to come again. */
  readonly refusals: string[] = [];
  /** Requests that nothing came back for. */
  cuts = 0;
  private readonly origins: () => readonly (string | undefined)[];
  private readonly cookie: string;
  private readonly sending: readonly Promise<void>[];
  private goesOn = true;
  private captured: number;
  private turn = 0;

  /** @param captured how many records of theirs there are from before */
  constructor(origins: () => readonly (string | undefined)[], cookie: string, captured = 0) {
    this.captured = captured;
    this.origins = origins;
    this.cookie = cookie;
    this.sending = Array.from({ length: PHONES }, (_, index) => this.phone(index + 1));
  }

  /** Resolves when so many more are acknowledged. */
  async more(count: number): Promise<void> {
    const enough = this.acknowledged.length + count;
    while (this.acknowledged.length < enough) await pause(20);
  }

  /** Resolves when so many more got anything else than verdicts. */
  async turnedAway(count: number): Promise<void> {
    const before = this.refusals.length + this.cuts;
    while (this.refusals.length + this.cuts < before + count) await pause(20);
  }

  /** Captures no more, and resolves when all of it is acknowledged. */
  async finish(): Promise<void> {
    this.goesOn = false;
    await Promise.all(this.sending);
  }

  /** The acknowledged ones that somebody outside is to be told of. */
  get critical(): readonly Operation[] {
    return this.acknowledged.filter(({ entityId }) => Number.parseInt(entityId.slice(-12), 16) % BATCH === 1);
  }

  private async phone(which: number): Promise<void> {
    let queue: readonly Operation[] = [];
    while (this.goesOn || queue.length > 0) {
      if (queue.length === 0)
        queue = Array.from({ length: BATCH }, (_, index) => {
          this.captured += 1;
          return create(this.captured, this.captured, index === 0 ? CRITICAL : healthData());
        });
      const sent = queue;
      const done = await this.push(which, sent);
      this.acknowledged.push(...done);
      queue = sent.filter((operation) => !done.includes(operation));
      if (done.length === 0) await pause(100);
    }
  }

  /** The items that were acknowledged; none when there was no answer that is one. */
  private async push(which: number, operations: readonly Operation[]): Promise<readonly Operation[]> {
    const origins = this.origins();
    const origin = origins[(this.turn += 1) % origins.length];
    if (origin === undefined) return [];
    const body = {
      v: PROTOCOL_VERSION,
      device: device(which),
      cursor: null,
      config: 0,
      operations,
      wantBytes: 0,
    };
    let reply: Response;
    let json: unknown;
    try {
      reply = await fetch(origin + paths.exchange, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: this.cookie },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(15_000),
      });
      json = await reply.json();
    } catch {
      this.cuts += 1;
      return [];
    }
    const envelope = envelopeSchema(exchangeReplySchema).parse(json);
    if (!envelope.success) {
      const later = reply.headers.has('retry-after') ? 'later' : 'never';
      this.refusals.push(`${String(reply.status)} ${envelope.error.code} ${later}`);
      return [];
    }
    const { verdicts: packed } = envelope.data;
    const verdicts = packed && unpackVerdicts(operations, packed);
    return operations.filter((_, index) =>
      ['applied', 'duplicate'].includes(verdicts?.[index]?.status ?? ''),
    );
  }
}
