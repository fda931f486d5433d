import { createServer, connect } from 'node:net';
import type { Server, Socket } from 'node:net';
import { systemLinkClock } from './link-clock.ts';
import type { LinkClock } from './link-clock.ts';
import { armFault } from './armed-fault.ts';
import type { ArmedFault } from './armed-fault.ts';
import { LinkConnection } from './link-connection.ts';
import { LinkFaults } from './link-faults.ts';
import type { DuplicateTiming, LostReply, ReplyMatch, RequestMatch } from './link-faults.ts';
import { LinkLane } from './link-lane.ts';
import { linkProfiles } from './link-profiles.ts';
import type { LinkProfile } from './link-profiles.ts';
import type { WindowMoment } from './link-windows.ts';
import type { LaneShape } from './lane.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { startPortal } from './portal.ts';
import type { Portal } from './portal.ts';
import { Rng } from './rng.ts';
import { driveWindows } from './window-driver.ts';
import type { LinkWindows } from './window-driver.ts';

export { linkProfiles } from './link-profiles.ts';
export type { LinkProfile, LinkProfileName } from './link-profiles.ts';
export type { ArmedFault } from './armed-fault.ts';
export type { DuplicateTiming, LostReply, ReplyMatch, RequestMatch } from './link-faults.ts';
export type { LinkClock } from './link-clock.ts';
export type { WindowMoment, WindowPhase } from './link-windows.ts';
export type { LinkWindows } from './window-driver.ts';

/**
 * - `open`: bytes pass at the profile's rates.
 * - `portal`: a captive portal answers in the server's place.
 * - `blackhole`: nothing gets through and nobody is told; what waits goes on once the link is restored.
 * - `refuse`: connections that exist go on, new ones are reset.
 */
export type LinkMode = 'open' | 'portal' | 'blackhole' | 'refuse';

export interface LinkShaperOptions {
  /** The server behind the link, on this machine. */
  readonly targetPort: number;
  /** Where the link listens; any free port when left out. */
  readonly port?: number;
  readonly profile?: LinkProfile;
  /** Of the jitter. */
  readonly seed?: number;
  readonly clock?: LinkClock;
}

export interface LinkStats {
  /** Bytes of TCP payload put on the air, from the client and from the server. */
  readonly upBytes: number;
  readonly downBytes: number;
  /** Connections open now, taken and refused since the last reset of the counters. */
  readonly open: number;
  readonly accepted: number;
  readonly refused: number;
}

export interface WindowOptions {
  /** Silence after a loss of signal before connections are reset; 3,000 ms when left out, as in the peers' benchmarks. */
  readonly freezeMs?: number;
  readonly onPhase?: (moment: WindowMoment) => void;
}

/** A TCP link to a local server that is as slow, and as unkind, as it is told to be. */
export class LinkShaper {
  readonly #target: number;
  readonly #clock: LinkClock;
  readonly #server: Server;
  readonly #portal: Portal;
  readonly #up: LinkLane;
  readonly #down: LinkLane;
  readonly #faults = new LinkFaults();
  readonly #connections = new Set<LinkConnection>();
  #windows: LinkWindows | undefined;
  #mode: LinkMode = 'open';
  #port = 0;
  #accepted = 0;
  #refused = 0;
  #bytesBefore = { up: 0, down: 0 };

  constructor(options: LinkShaperOptions, server: Server, portal: Portal) {
    const shapes = laneShapes(options.profile ?? linkProfiles.unshaped);
    const seed = options.seed ?? 1;
    this.#target = options.targetPort;
    this.#clock = options.clock ?? systemLinkClock;
    this.#server = server;
    this.#portal = portal;
    this.#up = new LinkLane(shapes.up, this.#clock, new Rng(seed));
    this.#down = new LinkLane(shapes.down, this.#clock, new Rng(seed + 1));
  }

  async listen(port: number): Promise<void> {
    this.#server.on('connection', (client) => this.#accept(client));
    this.#port = await listenOnLoopback(this.#server, port);
  }

  get port(): number {
    return this.#port;
  }

  /** The address that clients use instead of the server's. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get mode(): LinkMode {
    return this.#mode;
  }

  get stats(): LinkStats {
    return {
      upBytes: this.#up.bytes - this.#bytesBefore.up,
      downBytes: this.#down.bytes - this.#bytesBefore.down,
      open: this.#connections.size,
      accepted: this.#accepted,
      refused: this.#refused,
    };
  }

  resetStats(): void {
    this.#bytesBefore = { up: this.#up.bytes, down: this.#down.bytes };
    this.#accepted = 0;
    this.#refused = 0;
  }

  /** What waits in the link goes on under the new profile. */
  setProfile(profile: LinkProfile): void {
    const shapes = laneShapes(profile);
    this.#up.reshape(shapes.up);
    this.#down.reshape(shapes.down);
  }

  blackhole(): void {
    this.#enter('blackhole');
  }

  refuse(): void {
    this.#enter('refuse');
  }

  /** A portal takes the server's place; connections to the server break, as their packets now reach the portal. */
  portal(): void {
    this.dropConnections();
    this.#enter('portal');
  }

  /** RST to both sides of every connection, now, and new ones are refused. */
  cut(): void {
    this.dropConnections();
    this.#enter('refuse');
  }

  /** RST to both sides of every connection, now; new ones work. */
  dropConnections(): void {
    for (const connection of [...this.#connections]) connection.break();
  }

  restore(): void {
    // A connection that is kept alive would go on talking to the portal.
    if (this.#mode === 'portal') this.dropConnections();
    this.#enter('open');
  }

  /** Open for `upMs`, away for `downMs`, again and again from now on; replaces an earlier schedule. */
  windows(upMs: number, downMs: number, options: WindowOptions = {}): LinkWindows {
    this.#windows?.stop();
    const schedule = { upMs, downMs, freezeMs: options.freezeMs ?? 3_000 };
    this.#windows = driveWindows(schedule, this.#clock, (moment) => {
      if (moment.phase === 'open') this.restore();
      else if (moment.phase === 'frozen') this.blackhole();
      else this.cut();
      options.onPhase?.(moment);
    });
    return this.#windows;
  }

  /** Cuts the link once `bytes` more have gone in one direction: in the middle of a body, at the same byte every time. */
  cutAfterBytes(direction: 'up' | 'down', bytes: number): ArmedFault<LinkStats> {
    const lane = direction === 'up' ? this.#up : this.#down;
    return armFault((fire) =>
      lane.afterBytes(bytes, () => {
        this.cut();
        fire(this.stats);
      }),
    );
  }

  /** The server gets a request and answers, the answer is lost on the way: once, for the first reply that matches. */
  dropReplyOnce(match: ReplyMatch, then: LostReply = 'reset'): ArmedFault<string> {
    return this.#faults.armReplyDrop(match, then);
  }

  /** The server gets one request twice: once, for the first request that matches. `fired` gives the second reply's head. */
  duplicateRequestOnce(match: RequestMatch, when: DuplicateTiming = 'after-reply'): ArmedFault<string> {
    return this.#faults.armDuplicate(match, when);
  }

  async close(): Promise<void> {
    this.#windows?.stop();
    this.dropConnections();
    await Promise.all([this.#portal.close(), new Promise((done) => this.#server.close(done))]);
  }

  #enter(mode: LinkMode): void {
    this.#mode = mode;
    for (const lane of [this.#up, this.#down]) {
      if (mode === 'blackhole') lane.hold();
      else lane.release();
    }
  }

  #accept(client: Socket): void {
    if (this.#mode === 'refuse') {
      this.#refused += 1;
      client.resetAndDestroy();
      return;
    }
    this.#accepted += 1;
    const connection = new LinkConnection(client, {
      up: this.#up,
      down: this.#down,
      faults: this.#faults,
      connect: () => this.#connect(),
      closed: (ended) => this.#connections.delete(ended),
    });
    this.#connections.add(connection);
    connection.start();
  }

  #connect(): Socket {
    const port = this.#mode === 'portal' ? this.#portal.port : this.#target;
    return connect({ host: '127.0.0.1', port, noDelay: true, allowHalfOpen: true });
  }
}

/** Starts a link in front of `targetPort`; it must be closed. */
export async function startLinkShaper(options: LinkShaperOptions): Promise<LinkShaper> {
  const portal = await startPortal();
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true });
  const shaper = new LinkShaper(options, server, portal);
  await shaper.listen(options.port ?? 0);
  return shaper;
}

function laneShapes(profile: LinkProfile): { readonly up: LaneShape; readonly down: LaneShape } {
  const oneWay = { delayMs: profile.rttMs / 2, jitterMs: profile.jitterMs / 2 };
  return { up: { kbps: profile.upKbps, ...oneWay }, down: { kbps: profile.downKbps, ...oneWay } };
}
