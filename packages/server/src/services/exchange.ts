import type { Change, ExchangeReply, PackedVerdicts, PriorityRule, Verdict } from '@fieldsync/protocol';
import { COMMAND_SINCE, expectedVersion, limits } from '@fieldsync/protocol';
import type { Logger } from 'pino';
import type { Actor } from '../accounts/actor.ts';
import { isErased } from '../accounts/actor.ts';
import type { Batch } from '../core/batch.ts';
import { parseCursor } from '../core/cursor.ts';
import type { CommandBook } from '../fleet-ports.ts';
import type { ConfigBook, DeviceBook, Greeting, Reception } from '../office-ports.ts';
import type { ExchangeStore } from '../ports.ts';
import type { Clock } from './clock.ts';
import { isoTime } from './clock.ts';
import type { EventBus } from './event-bus.ts';
import type { Meter } from './meter.ts';
import type { ParsedExchange, Slot } from './parsed-exchange.ts';
import { push } from './push.ts';

export interface ExchangeParts {
  readonly store: ExchangeStore;
  readonly reception: Reception;
  readonly devices: DeviceBook;
  readonly commands: CommandBook;
  readonly config: ConfigBook;
  readonly bus: EventBus;
  readonly meter: Meter;
  readonly clock: Clock;
}

export type ExchangeResult =
  | { readonly kind: 'reply'; readonly reply: ExchangeReply }
  /** The device is tied to another account: nothing was looked at. */
  | { readonly kind: 'wrong-account' };

/** Not kept in the ledger: the account takes no part any more. */
const ERASED: Verdict = {
  status: 'rejected',
  code: 'FORBIDDEN',
  message: 'this account was erased at the office, and nothing more is taken in from it',
  // By this a phone tells it from what its account may not do.
  field: 'account',
};

/** Bytes of changes in a reply when the device does not say what its link can carry. */
const DEFAULT_WANT_BYTES = 262_144;

/**
 * One exchange with one device: what it brings is written first and answered in any case; what it wants is read after
 * that, and may be left out when reading fails.
 */
export class Exchange {
  private readonly parts: ExchangeParts;

  constructor(parts: ExchangeParts) {
    this.parts = parts;
  }

  /** @throws only when nothing of the batch was written */
  async run(actor: Actor, parsed: ParsedExchange, log: Logger): Promise<ExchangeResult> {
    const { reception, clock } = this.parts;
    const { request, slots } = parsed;
    const now = isoTime(clock());
    const greeting = await reception.greet(request.device, actor.id, now, request.cursor);
    if (!greeting.isTheirs) return { kind: 'wrong-account' };

    if (isErased(actor)) return this.partWith(actor, parsed, log);
    const rules = () => this.parts.config.rules(greeting.configVersion);
    const heardUpTo = parseCursor(request.cursor ?? '')?.position ?? 0;
    const from = { actor, deviceId: request.device, now, heardUpTo };
    const verdicts = slots === undefined ? undefined : await this.push(from, slots, rules);
    if (verdicts !== undefined) this.parts.meter.verdicts(verdicts.map(({ status }) => status));
    const known = slots === undefined || verdicts === undefined ? new Map() : knownVersions(slots, verdicts);
    // Everything below is answered with what worked: the verdicts above are committed and must reach the device [S7].
    await orLog(log, 'heartbeat', undefined, () => this.note(parsed, now));
    const pulled = await orLog(log, 'changes', {}, () => this.pull(actor, request, known));
    const config = await orLog(log, 'config', {}, () => this.configFor(request, greeting));
    return {
      kind: 'reply',
      reply: {
        ...(slots === undefined || verdicts === undefined ? {} : { verdicts: pack(slots, verdicts) }),
        cursor: request.cursor ?? '',
        ...pulled,
        ...config,
        ...commandsFor(request, greeting),
        now: isoTime(clock()),
      },
    };
  }

  /** Somebody who was erased: nothing is taken in, and what they made is told to be gone. */
  private async partWith(
    actor: Actor,
    { request, slots }: ParsedExchange,
    log: Logger,
  ): Promise<ExchangeResult> {
    const verdicts = slots?.map(() => ERASED);
    const pulled = await orLog(log, 'changes', {}, () => this.pull(actor, request, new Map()));
    const cursor = request.cursor ?? '';
    const now = isoTime(this.parts.clock());
    const said = slots === undefined || verdicts === undefined ? {} : { verdicts: pack(slots, verdicts) };
    return { kind: 'reply', reply: { ...said, cursor, ...pulled, now } };
  }

  /** One verdict for each slot, in their order. */
  private async push(
    from: Pick<Batch, 'deviceId' | 'now' | 'heardUpTo'> & { readonly actor: Actor },
    slots: readonly Slot[],
    rules: () => Promise<readonly PriorityRule[]>,
  ): Promise<readonly Verdict[]> {
    const operations = slots.flatMap((slot) => (slot.kind === 'operation' ? [slot.operation] : []));
    if (operations.length === 0)
      return slots.flatMap((slot) => (slot.kind === 'judged' ? [slot.verdict] : []));
    const batch = { ...from, operations, rules: await rules() };
    const judgement = await push(this.parts, batch);
    const verdicts = judgement.verdicts[Symbol.iterator]();
    return slots.map((slot) => {
      if (slot.kind === 'judged') return slot.verdict;
      const { value, done } = verdicts.next();
      if (done === true) throw new RangeError('the store gave fewer verdicts than there are operations');
      return value;
    });
  }

  private async note({ request, heartbeat }: ParsedExchange, now: string): Promise<void> {
    const { devices, commands, bus } = this.parts;
    const done = request.done ?? [];
    const heard = done.length > 0 && (await commands.acknowledge(request.device, done, now));
    if (heartbeat !== undefined) await devices.report(request.device, heartbeat, now);
    if (heard || heartbeat !== undefined) bus.publish({ kind: 'device', deviceId: request.device });
  }

  private async pull(
    actor: Actor,
    request: ParsedExchange['request'],
    known: ReadonlyMap<string, number>,
  ): Promise<Partial<ExchangeReply>> {
    const limitBytes = request.wantBytes ?? DEFAULT_WANT_BYTES;
    if (limitBytes === 0) return {};
    const page = await this.parts.store.readChanges({
      scope: { kind: 'person', userId: actor.id },
      device: request.device,
      user: actor.id,
      // Empty is what a device was given that has never read a page.
      after: request.cursor === '' ? null : request.cursor,
      limit: limits.changesPerReply,
      limitBytes,
    });
    // On a walk through a feed that began anew the device compares what comes with what it knew.
    const compares = page.restarted || request.cursor?.endsWith('*') === true;
    const changes = page.changes.filter(
      (change) =>
        change.left === true || compares || page.rescored.has(change.id) || !hasAlready(change, known),
    );
    return {
      ...(changes.length === 0 ? {} : { changes }),
      cursor: page.cursor,
      ...(page.more ? { more: true } : {}),
      ...(page.restarted ? { restarted: true } : {}),
      ...(page.left.length === 0 ? {} : { left: [...page.left] }),
    };
  }

  /** Several requests of a device may be under way: only one of them is to bring the config. */
  private async configFor(
    request: ParsedExchange['request'],
    { configVersion }: Greeting,
  ): Promise<Partial<ExchangeReply>> {
    if (request.wantBytes === 0 || configVersion === request.config) return {};
    return { config: await this.parts.config.read() };
  }
}

/**
 * What the device says in this very exchange that it has done is not asked of it again. What its build does not know waits
 * for the next build: it would take the whole reply for damaged.
 */
function commandsFor(
  { done = [], v }: ParsedExchange['request'],
  greeting: Greeting,
): Partial<ExchangeReply> {
  const commands = greeting.commands.filter(({ id, kind }) => COMMAND_SINCE[kind] <= v && !done.includes(id));
  return commands.length === 0 ? {} : { commands };
}

/** Versions of records that this very exchange told the device, and that it therefore has whole. */
function knownVersions(slots: readonly Slot[], verdicts: readonly Verdict[]): Map<string, number> {
  const known = new Map<string, number>();
  slots.forEach((slot, index) => {
    const verdict = verdicts[index];
    const first = verdict?.status === 'duplicate' ? verdict.original : verdict;
    if (slot.kind === 'operation' && first?.status === 'applied')
      known.set(slot.operation.entityId, first.version);
  });
  return known;
}

/** What it has not heard of yet may come beside what it knows: that a conflict of its own was decided, in which area it is. */
function hasAlready(change: Change, known: ReadonlyMap<string, number>): boolean {
  if (change.area !== undefined) return false;
  return change.settled === undefined && known.get(change.id) === change.version;
}

/** As `packVerdicts`, for a batch in which some operations could not be read: those are always spelled out. */
function pack(slots: readonly Slot[], verdicts: readonly Verdict[]): PackedVerdicts {
  const except = verdicts.flatMap((verdict, index): [number, Verdict][] => {
    const slot = slots[index];
    const expected =
      slot?.kind === 'operation' &&
      verdict.status === 'applied' &&
      verdict.version === expectedVersion(slot.operation);
    return expected ? [] : [[index, verdict]];
  });
  return { judged: slots.length, except };
}

async function orLog<Result>(
  log: Logger,
  part: string,
  without: Result,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    log.error({ err: error, part }, 'part of an exchange is left out of its reply');
    return without;
  }
}
