import { setTimeout as pause } from 'node:timers/promises';
import { paths } from '@fieldsync/protocol';
import { EventReader } from './event-reader.ts';

/** A coordinator's screen that follows live. Cut off, it comes back with the last id that it saw, as a browser does. */
export class LiveScreen {
  /** Ids of the records that it was told of. */
  readonly told = new Set<string>();
  /** How often it came back and was let in again. */
  returns = 0;
  private readonly origin: string;
  private readonly cookie: string;
  private lastId: string | undefined;
  private reader: EventReader | undefined;
  private isAway = false;
  private isOver = false;
  private readonly following: Promise<void>;

  constructor(origin: string, cookie: string) {
    this.origin = origin;
    this.cookie = cookie;
    this.following = this.follow();
  }

  /** The lid is closed: nothing is asked for until it returns. */
  async leave(): Promise<void> {
    this.isAway = true;
    await this.reader?.close();
  }

  return(): void {
    this.isAway = false;
  }

  /** Resolves when it was told of all of these. */
  async sees(ids: readonly string[]): Promise<void> {
    while (!ids.every((id) => this.told.has(id))) await pause(50);
  }

  async close(): Promise<void> {
    this.isOver = true;
    await this.reader?.close();
    await this.following;
  }

  private async follow(): Promise<void> {
    while (!this.isOver) {
      // Refused, cut off or told to connect once more: all the same to a browser.
      if (!this.isAway) await this.connection().catch(() => undefined);
      await pause(100);
    }
  }

  private async connection(): Promise<void> {
    const reply = await fetch(this.origin + paths.events, {
      headers: {
        cookie: this.cookie,
        ...(this.lastId === undefined ? {} : { 'last-event-id': this.lastId }),
      },
    });
    if (!reply.ok) return;
    if (this.lastId !== undefined) this.returns += 1;
    this.reader = new EventReader(reply);
    for (let event = await this.reader.next(); event; event = await this.reader.next()) {
      this.lastId = event.id ?? this.lastId;
      if (event.event === 'record') this.told.add((event.data as { id: string }).id);
    }
  }
}
