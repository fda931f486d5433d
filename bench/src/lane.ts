/**
 * One direction of a link, as arithmetic: a token bucket that never saves up, so a lane that was idle gives no burst.
 * Knows nothing of sockets or timers: time and chance come in as numbers.
 *
 * Not modelled: packet loss, TCP slow start, IP and TCP headers (3-4 % on top of what is counted here).
 */
export interface LaneShape {
  /** Kilobits (1,000 bits) per second, shared by all connections; Infinity is no limit. */
  readonly kbps: number;
  /** One way, in milliseconds: half of the round trip. */
  readonly delayMs: number;
  /** Up to this much on top of the delay, per segment. */
  readonly jitterMs: number;
}

export interface Passage {
  /** When the last bit has left: the lane is free for the next segment. */
  readonly departsAtMs: number;
  /** When the last bit is at the other end. */
  readonly arrivesAtMs: number;
}

/**
 * `readyAtMs` is when the segment was handed over, not when a timer got round to it. Counting from the timer would lose
 * its lateness on every segment: at 10 Mbit/s a segment takes 1.2 ms, and timers have a grain of 1 ms.
 */
export function passThrough(
  shape: LaneShape,
  freeAtMs: number,
  bytes: number,
  readyAtMs: number,
  roll: number,
): Passage {
  const departsAtMs = Math.max(freeAtMs, readyAtMs) + (bytes * 8) / shape.kbps;
  return { departsAtMs, arrivesAtMs: departsAtMs + shape.delayMs + roll * shape.jitterMs };
}
