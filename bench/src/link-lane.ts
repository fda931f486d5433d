import { FairQueue } from './fair-queue.ts';
import { passThrough } from './lane.ts';
import type { LaneShape } from './lane.ts';
import type { LinkClock } from './link-clock.ts';
import type { Rng } from './rng.ts';

/** What travels: bytes, or a signal without bytes (opening, end of stream, reset) that keeps its place in the order. */
export type Segment = Buffer | 'open' | 'end' | 'reset';

/** One connection's traffic in one direction. */
export interface Flow {
  /** A segment has left the queue; `queuedBytes` are still waiting, so the source may be read again. */
  departed(queuedBytes: number): void;
  /** A segment is at the other end, in the order in which it was sent. */
  arrived(segment: Segment): void;
}

/** Pieces of one Ethernet-sized packet, so that connections share a lane fairly. */
const SEGMENT_BYTES = 1460;

interface FlowState {
  queuedBytes: number;
  readonly onAir: { readonly segment: Segment; readonly arrivesAtMs: number }[];
  cancelArrival: () => void;
}

const nothing = () => {};

/** One direction of the link, shared by all connections: keeps the arithmetic of lane.ts against a clock. */
export class LinkLane {
  /** Bytes put on the air so far; a cut may have swallowed the last of them. */
  bytes = 0;
  readonly #clock: LinkClock;
  readonly #rng: Rng;
  #shape: LaneShape;
  readonly #queue = new FairQueue<Flow, { readonly segment: Segment; readonly readyAtMs: number }>();
  readonly #flows = new Map<Flow, FlowState>();
  #freeAtMs = 0;
  #held = false;
  #cancelPump: (() => void) | undefined;
  readonly #alarms = new Map<() => void, number>();

  constructor(shape: LaneShape, clock: LinkClock, rng: Rng) {
    this.#shape = shape;
    this.#clock = clock;
    this.#rng = rng;
  }

  /** What is on the air keeps its arrival time; what waits takes the new shape. */
  reshape(shape: LaneShape): void {
    this.#shape = shape;
  }

  /** Runs `task` once, when `bytes` more have been put on the air; the returned function disarms it. */
  afterBytes(bytes: number, task: () => void): () => void {
    this.#alarms.set(task, this.bytes + bytes);
    return () => this.#alarms.delete(task);
  }

  /** Queues a segment; returns how many bytes of this flow wait now. */
  send(flow: Flow, segment: Segment): number {
    const state = this.#stateOf(flow);
    const readyAtMs = this.#clock.nowMs();
    if (typeof segment === 'string') this.#queue.push(flow, { segment, readyAtMs });
    else {
      for (let start = 0; start < segment.length; start += SEGMENT_BYTES) {
        this.#queue.push(flow, { segment: segment.subarray(start, start + SEGMENT_BYTES), readyAtMs });
      }
      state.queuedBytes += segment.length;
    }
    this.#pump();
    return state.queuedBytes;
  }

  /** Nothing departs and nothing arrives until `release`. */
  hold(): void {
    this.#held = true;
    this.#cancelPump?.();
    this.#cancelPump = undefined;
    for (const state of this.#flows.values()) state.cancelArrival();
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    // Time spent in the hole carries no bytes: without this the lane would catch up in one burst.
    this.#freeAtMs = Math.max(this.#freeAtMs, this.#clock.nowMs());
    for (const flow of [...this.#flows.keys()]) this.#arrive(flow);
    this.#pump();
  }

  /** Forgets a flow: what it had queued and what of it was on the air is lost. */
  drop(flow: Flow): void {
    this.#flows.get(flow)?.cancelArrival();
    this.#flows.delete(flow);
    this.#queue.drop(flow);
    if (this.#flows.size > 0) return;
    this.#cancelPump?.();
    this.#cancelPump = undefined;
  }

  #pump(): void {
    if (this.#held || this.#cancelPump) return;
    while (!this.#held && !this.#queue.isEmpty) {
      if (this.#freeAtMs > this.#clock.nowMs()) {
        this.#cancelPump = this.#clock.at(this.#freeAtMs, () => {
          this.#cancelPump = undefined;
          this.#pump();
        });
        return;
      }
      this.#depart();
    }
  }

  #depart(): void {
    const next = this.#queue.shift();
    if (!next) return;
    const { key: flow, item } = next;
    const state = this.#stateOf(flow);
    const bytes = typeof item.segment === 'string' ? 0 : item.segment.length;
    const roll = this.#rng.next();
    const passage = passThrough(this.#shape, this.#freeAtMs, bytes, item.readyAtMs, roll);
    this.#freeAtMs = passage.departsAtMs;
    this.bytes += bytes;
    state.queuedBytes -= bytes;
    state.onAir.push({ segment: item.segment, arrivesAtMs: passage.arrivesAtMs });
    flow.departed(state.queuedBytes);
    if (state.onAir.length === 1) this.#arrive(flow);
    for (const [task, atBytes] of this.#alarms) {
      if (this.bytes >= atBytes && this.#alarms.delete(task)) task();
    }
  }

  /**
   * Delivers what is due and sets the timer for the first segment that is not. One that overtook it by jitter waits behind
   * it: TCP would hold it back as well.
   */
  #arrive(flow: Flow): void {
    for (;;) {
      const state = this.#flows.get(flow);
      const first = state?.onAir[0];
      if (!state || !first || this.#held) return;
      if (first.arrivesAtMs > this.#clock.nowMs()) {
        state.cancelArrival = this.#clock.at(first.arrivesAtMs, () => this.#arrive(flow));
        return;
      }
      state.onAir.shift();
      flow.arrived(first.segment);
    }
  }

  #stateOf(flow: Flow): FlowState {
    const known = this.#flows.get(flow);
    if (known) return known;
    const state: FlowState = { queuedBytes: 0, onAir: [], cancelArrival: nothing };
    this.#flows.set(flow, state);
    return state;
  }
}
