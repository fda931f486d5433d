import type { Socket } from 'node:net';
import { HttpTurns } from './http-turns.ts';
import type { LinkFaults } from './link-faults.ts';
import type { Flow, LinkLane, Segment } from './link-lane.ts';
import { RequestCopy } from './request-copy.ts';

/** What a connection needs of the link it runs over. */
export interface ConnectionLink {
  readonly up: LinkLane;
  readonly down: LinkLane;
  readonly faults: LinkFaults;
  /** A new connection to where the link leads at this moment: the server, or the portal in its place. */
  connect(): Socket;
  closed(connection: LinkConnection): void;
}

/** Reading stops above the high mark; the low mark leaves a lane enough work until more has been read. */
const HIGH_WATER_BYTES = 64 * 1024;
const LOW_WATER_BYTES = 16 * 1024;

/** One client connection and its twin to the server, joined by the two lanes. */
export class LinkConnection {
  readonly #client: Socket;
  readonly #link: ConnectionLink;
  readonly #turns = new HttpTurns();
  #server: Socket | undefined;
  #copy: RequestCopy | undefined;
  #replyLost = false;
  #closed = false;

  readonly #upward: Flow = {
    departed: (queuedBytes) => resumeBelow(queuedBytes, this.#client, this.#server),
    arrived: (segment) => this.#atServer(segment),
  };

  readonly #downward: Flow = {
    departed: (queuedBytes) => resumeBelow(queuedBytes, this.#server, this.#client),
    arrived: (segment) => this.#atClient(segment),
  };

  constructor(client: Socket, link: ConnectionLink) {
    this.#client = client;
    this.#link = link;
  }

  /** The opening crosses the link and comes back before any byte: the handshake costs one round trip. */
  start(): void {
    const { up } = this.#link;
    this.#client.on('error', () => this.#send(up, this.#upward, 'reset'));
    this.#client.on('close', () => this.#finishWhenOver());
    this.#send(up, this.#upward, 'open');
  }

  /** RST to both sides, now. */
  break(): void {
    this.#client.resetAndDestroy();
    this.#server?.resetAndDestroy();
    this.#finish();
  }

  #open(): void {
    const client = this.#client;
    const server = this.#link.connect();
    this.#server = server;
    relay(client, server, (bytes) => this.#send(this.#link.up, this.#upward, bytes));
    client.on('end', () => {
      this.#send(this.#link.up, this.#upward, 'end');
      // Whoever waits for a lost reply gets no end of stream from the server either.
      if (this.#replyLost) client.end();
    });
    relay(server, client, (bytes) => this.#fromServer(bytes));
    server.on('end', () => this.#reply('end'));
    server.on('error', () => this.#reply('reset'));
    server.on('close', () => this.#finishWhenOver());
    client.resume();
  }

  #atServer(segment: Segment): void {
    const server = this.#server;
    if (segment === 'open') this.#send(this.#link.down, this.#downward, 'open');
    else if (segment === 'end') server?.end();
    else if (segment === 'reset') this.break();
    else {
      if (this.#turns.startsRequest(segment)) this.#startCopy();
      this.#copy?.add(segment);
      if (server?.writable) server.write(segment);
    }
  }

  #startCopy(): void {
    this.#copy?.destroy();
    const duplicate = this.#link.faults.takeDuplicate(this.#turns.requestHead);
    this.#copy = duplicate && new RequestCopy(duplicate, () => this.#link.connect());
  }

  #fromServer(bytes: Buffer): number {
    if (this.#turns.startsReply()) {
      this.#copy?.originalAnswered();
      const replyHead = bytes.toString('latin1');
      const drop = this.#link.faults.takeReplyDrop(replyHead, this.#turns.requestHead);
      if (drop) {
        if (drop.then === 'reset') this.#reply('reset');
        this.#replyLost = true;
        drop.fire(replyHead);
      }
    }
    return this.#reply(bytes);
  }

  /** Nothing follows a lost reply down the line, not even the end of the stream. */
  #reply(segment: Segment): number {
    return this.#replyLost ? 0 : this.#send(this.#link.down, this.#downward, segment);
  }

  #atClient(segment: Segment): void {
    if (segment === 'open') this.#open();
    else if (segment === 'end') this.#client.end();
    else if (segment === 'reset') this.break();
    else if (this.#client.writable) this.#client.write(segment);
  }

  /** A closed connection must not come back to life in a lane that has forgotten it. */
  #send(lane: LinkLane, flow: Flow, segment: Segment): number {
    return this.#closed ? 0 : lane.send(flow, segment);
  }

  #finishWhenOver(): void {
    const serverGone = this.#server === undefined || this.#server.closed;
    if (this.#client.closed && serverGone && !this.#client.errored) this.#finish();
  }

  #finish(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#link.up.drop(this.#upward);
    this.#link.down.drop(this.#downward);
    this.#copy?.destroy();
    this.#link.closed(this);
  }
}

/** Reads `source` into a lane, no faster than lane and `target` can take it. */
function relay(source: Socket, target: Socket, send: (bytes: Buffer) => number): void {
  source.on('data', (bytes: Buffer) => {
    if (send(bytes) > HIGH_WATER_BYTES || target.writableLength > HIGH_WATER_BYTES) source.pause();
  });
  target.on('drain', () => source.resume());
}

function resumeBelow(queuedBytes: number, source: Socket | undefined, target: Socket | undefined): void {
  if (!source?.isPaused() || !target || queuedBytes > LOW_WATER_BYTES) return;
  if (target.writableLength <= HIGH_WATER_BYTES) source.resume();
}
