import type { EventName, RecordId, UserId } from '@fieldsync/protocol';
import { recordSummarySchema } from '@fieldsync/protocol';
import type { Logger } from 'pino';
import type { Actor } from '../accounts/actor.ts';
import { seesEverything } from '../accounts/actor.ts';
import type { Sight } from '../core/sight.ts';
import type { FoundRecord, RecordReader, SummaryPage } from '../office-ports.ts';
import type { BusMessage, EventBus } from './event-bus.ts';
import { realPause, type Pause } from './nap.ts';
import type { Service } from './service.ts';

export interface LiveEvent {
  readonly name: EventName;
  readonly data: unknown;
  /** Where a viewer that reconnects goes on from. Absent where nothing is in the feed. */
  readonly id?: string | undefined;
}

/** Where one viewer's events go. */
export interface LiveSink {
  send(event: LiveEvent): void;
  /** Only the position, with no event: a viewer that loses its first connection early still knows where it was. */
  mark(id: string): void;
  /** Something, so that neither side takes the connection for dead. */
  beat(): void;
  /** False when its reader does not keep up. */
  readonly hasRoom: boolean;
  /** Resolves when there is room again or the viewer has gone. */
  room(): Promise<void>;
  readonly gone: boolean;
  /** @param reason `slow`: what is buffered is dropped with it */
  end(reason: 'slow' | 'signed-out' | 'closing'): void;
}

export interface Viewer {
  readonly actor: Actor;
  readonly sink: LiveSink;
  /** The last id that it saw, if it was here before. */
  readonly lastId: string | undefined;
  /** What it may see, asked before the first event, at each beat, and when it is said to be another [R3]; null when its session does not hold any more. */
  sight(): Promise<Sight | null>;
}

export interface LiveEventsParts {
  readonly records: RecordReader;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly pause?: Pause;
}

/** Proxies and mobile carriers cut what is silent for 30 s. */
const BEAT_MS = 25_000;
/** Most transactions are over by then; one that stays is a maintenance job of somebody else's. */
const SHORTEST_LOOK_MS = 25;
const LONGEST_LOOK_MS = 1_000;
const PAGE = 200;

/**
 * Tells viewers what happened, after it was committed, and only what their role may see.
 *
 * One reader follows the feed for all of them. A viewer first catches up on its own, at the pace of its link, and then
 * joins between two rounds of the shared reader, so that nothing falls in between. What is sent twice does no harm: an
 * event carries the latest state of a record.
 */
export class LiveEvents implements Service {
  readonly name = 'live events';
  private readonly parts: LiveEventsParts;
  private readonly pause: Pause;
  /** With what each may see, as it was when it was last asked. */
  private readonly viewers = new Map<Viewer, Sight>();
  /** Rounds and joins, one after the other. */
  private turn: Promise<void> = Promise.resolve();
  private roundIsDue = false;
  /** Up to where every joined viewer has been served; undefined while nobody is here. */
  private position: string | undefined;
  /** How often, one after the other, a round found changes that could not be read yet. */
  private lookedAgain = 0;
  private willLook = false;
  private readonly ending = new AbortController();

  constructor(parts: LiveEventsParts) {
    this.parts = parts;
    this.pause = parts.pause ?? realPause;
  }

  /** How many viewers are joined. */
  get size(): number {
    return this.viewers.size;
  }

  async run(signal: AbortSignal): Promise<void> {
    const unsubscribe = this.parts.bus.subscribe((message) => this.hear(message));
    while (!signal.aborted) {
      try {
        await this.pause(BEAT_MS, signal);
      } catch {
        break;
      }
      await Promise.all([...this.viewers.keys()].map((viewer) => this.beat(viewer)));
      this.hear({ kind: 'committed' });
    }
    unsubscribe();
    this.ending.abort();
    await this.turn;
    for (const viewer of this.viewers.keys()) viewer.sink.end('closing');
    this.viewers.clear();
  }

  /** Resolves when the viewer is joined, or has gone before. */
  async join(viewer: Viewer): Promise<void> {
    const sight = await viewer.sight();
    if (sight === null) return viewer.sink.end('signed-out');
    let cursor = viewer.lastId;
    // While it was away its areas may have become others, and nothing in the feed of all says so.
    if (cursor !== undefined && !sight.everything) this.send(viewer, { name: 'scope', data: {} });
    while (cursor !== undefined && !viewer.sink.gone) {
      const page = await this.parts.records.changedSince(cursor, PAGE, workersAmong([[viewer, sight]]));
      this.deliver(viewer, sight, page);
      cursor = page.cursor;
      await viewer.sink.room();
      if (!page.more) break;
    }
    await this.inTurn(async () => {
      if (viewer.sink.gone) return;
      const at = await this.lastStep(viewer, sight, cursor);
      if (at === undefined) return;
      // Together and with no await between, so that a viewer that leaves meanwhile cannot take the position away.
      this.viewers.set(viewer, sight);
      this.position ??= at;
    });
  }

  /** @returns up to where the viewer has been served; undefined when it must connect once more */
  private async lastStep(
    viewer: Viewer,
    sight: Sight,
    cursor: string | undefined,
  ): Promise<string | undefined> {
    if (cursor === undefined) {
      const head = await this.parts.records.head();
      viewer.sink.mark(head);
      return head;
    }
    const page = await this.parts.records.changedSince(cursor, PAGE, workersAmong([[viewer, sight]]));
    this.deliver(viewer, sight, page);
    if (!page.more) return page.cursor;
    viewer.sink.end('closing');
    return undefined;
  }

  leave(viewer: Viewer): void {
    this.viewers.delete(viewer);
    if (this.viewers.size === 0) this.position = undefined;
  }

  private hear(message: BusMessage): void {
    switch (message.kind) {
      case 'committed':
        // One round for any number of commits meanwhile.
        if (this.roundIsDue || this.viewers.size === 0) return;
        this.roundIsDue = true;
        this.soon(() => this.round());
        return;
      case 'conflict':
        this.soon(() => this.tellConflict(message));
        return;
      case 'jobs':
        for (const viewer of this.viewers.keys())
          if (viewer.actor.role === 'ADMIN') this.send(viewer, { name: 'jobs', data: {} });
        return;
      case 'device':
        this.tellOffice({ name: 'device', data: { id: message.deviceId } });
        return;
      case 'alert-limit':
        return;
      case 'sight':
        for (const viewer of this.viewers.keys())
          if (viewer.actor.id === message.userId) this.soon(() => this.lookAgainAt(viewer));
        return;
      case 'alert':
        this.tellOffice({ name: 'alert', data: message.alert });
        return;
      case 'rules':
        this.tellOffice({ name: 'rules', data: { version: message.version } });
        return;
      case 'recalculation':
        this.tellOffice({ name: 'recalculation', data: message.progress });
        return;
      case 'command':
        for (const viewer of this.viewers.keys())
          if (viewer.actor.id === message.userId)
            this.send(viewer, {
              name: 'command',
              data: { device: message.deviceId, command: message.command },
            });
    }
  }

  private tellOffice(event: LiveEvent): void {
    for (const viewer of this.viewers.keys()) if (seesEverything(viewer.actor)) this.send(viewer, event);
  }

  private async round(): Promise<void> {
    this.roundIsDue = false;
    for (let more = true; more && this.position !== undefined;) {
      const page = await this.parts.records.changedSince(this.position, PAGE, workersAmong(this.viewers));
      for (const [viewer, sight] of this.viewers) this.deliver(viewer, sight, page);
      if (this.viewers.size > 0) this.position = page.cursor;
      more = page.more;
      if (!more) this.lookAgain(page.behind);
    }
  }

  /** The transaction that hides the rest may be given up, and nobody would tell of that. */
  private lookAgain(behind: boolean): void {
    if (!behind) this.lookedAgain = 0;
    // One at a time: every commit meanwhile has its round, and each would begin a row of looks of its own.
    if (!behind || this.willLook) return;
    this.willLook = true;
    this.lookedAgain += 1;
    const waitMs = Math.min(LONGEST_LOOK_MS, SHORTEST_LOOK_MS * 2 ** (this.lookedAgain - 1));
    this.pause(waitMs, this.ending.signal).then(
      () => {
        this.willLook = false;
        this.hear({ kind: 'committed' });
      },
      () => undefined,
    );
  }

  private async tellConflict(message: Extract<BusMessage, { kind: 'conflict' }>): Promise<void> {
    const { conflictId, recordId, status } = message;
    if (this.viewers.size === 0) return;
    const { records } = this.parts;
    const all = await records.find(recordId as RecordId, { kind: 'all' });
    for (const [viewer, sight] of this.viewers) {
      if (seesEverything(viewer.actor))
        this.send(viewer, { name: 'conflict', data: { id: conflictId, recordId, status } });
      const record = sight.everything
        ? all
        : await records.find(recordId as RecordId, { kind: 'person', userId: sight.userId });
      if (record !== null) this.send(viewer, { name: 'record', data: recordSummarySchema.parse(record) });
    }
  }

  /**
   * What left comes first: a record may have come back since. The last record that this viewer may see carries the cursor of the whole
   * page: nothing of it is left for later.
   */
  private deliver(viewer: Viewer, sight: Sight, { items, departures, cursor }: SummaryPage): void {
    for (const { user, id } of departures)
      if (!sight.everything && user === sight.userId) this.send(viewer, { name: 'left', data: { id } });
    const visible = items.filter((item) => shows(item, sight));
    visible.forEach(({ summary }, index) => {
      this.send(viewer, {
        name: 'record',
        data: summary,
        id: index === visible.length - 1 ? cursor : undefined,
      });
    });
  }

  private send(viewer: Viewer, event: LiveEvent): void {
    if (viewer.sink.gone) return this.leave(viewer);
    viewer.sink.send(event);
    if (viewer.sink.hasRoom || !this.viewers.has(viewer)) return;
    viewer.sink.end('slow');
    this.leave(viewer);
  }

  private async beat(viewer: Viewer): Promise<void> {
    viewer.sink.beat();
    await this.lookAgainAt(viewer);
  }

  /** Whether its session holds, and whether what it may see is another: then what it has on its screen is to be asked for again. */
  private async lookAgainAt(viewer: Viewer): Promise<void> {
    try {
      const sight = await viewer.sight();
      const before = this.viewers.get(viewer);
      if (before === undefined) return;
      if (sight === null) {
        viewer.sink.end('signed-out');
        return this.leave(viewer);
      }
      this.viewers.set(viewer, sight);
      if (!isSame(before, sight)) this.send(viewer, { name: 'scope', data: {} });
    } catch (error) {
      this.parts.log.warn({ err: error }, 'a viewer’s session could not be looked at');
    }
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** A turn that nobody waits for. What it missed comes with the round after the next beat. */
  private soon(work: () => Promise<void>): void {
    this.inTurn(work).catch((error: unknown) => {
      this.parts.log.error({ err: error }, 'live events missed a turn');
    });
  }
}

/** As it was in the snapshot that the record was read from: an area that was taken away since then shows nothing more [R3]. */
const shows = ({ summary, seenBy }: FoundRecord, sight: Sight): boolean =>
  sight.everything || summary.from.id === sight.userId || seenBy.includes(sight.userId);

const workersAmong = (viewers: Iterable<readonly [Viewer, Sight]>): readonly UserId[] => [
  ...new Set([...viewers].flatMap(([, sight]) => (sight.everything ? [] : [sight.userId]))),
];

const isSame = (a: Sight, b: Sight): boolean =>
  a.everything
    ? b.everything
    : !b.everything && a.areas.size === b.areas.size && [...a.areas].every((area) => b.areas.has(area));
