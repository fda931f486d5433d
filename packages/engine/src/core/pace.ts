/**
 * How much of a session may be on the way at once. Pure.
 *
 * One request at a time leaves the link idle for a round trip after each; too much at once is lost when the signal goes.
 * So a few requests are on the way together, small ones, and all of them together carry no more than a cut may cost.
 */
import { FIRST_FLIGHT_BYTES, limits } from '@fieldsync/protocol';
import type { BatchLimits } from './plan-batch.ts';
import type { LinkEstimate } from './link-estimator.ts';

export interface Pace {
  /** Requests on the way at once, at most. */
  readonly width: number;
  /** Into how many requests what may be lost is divided. A narrower width sends less, not the same in larger ones. */
  readonly parts: number;
  /** Body bytes on the way that nobody has answered, at most: what a cut can cost. */
  readonly atRiskBytes: number;
  /** The last answer came within SWIFT_MS. */
  readonly swift: boolean;
  /** The link has answered within QUICK_MS, and not been slow since. */
  readonly quick: boolean;
}

/** What is on the way now. */
export interface OnTheWay {
  readonly requests: number;
  /** Body bytes, as far as they are known. */
  readonly bytes: number;
}

/** One batch of the peers' benchmarks, and what fits one TCP initial window: all of it leaves within the first round trip. */
export const AT_RISK_BYTES = 15_000;
/**
 * Three thirds keep an EDGE link (9 KB on the way in a round trip of 600 ms) busy while one is being answered; more would
 * be header and commit.
 */
const BEST_WIDTH = 3;
/**
 * An answer within this, the office's own time left out, comes over a link that would carry all that may be lost in less than a
 * round trip (4G: 60 ms, and what two busy machines add; 3G-weak: 300 ms). It is never busy then, and what is waited for is the
 * work that each request makes: two halves make less of it than three thirds.
 */
const SWIFT_MS = 200;
const SWIFT_WIDTH = 2;
/** Bodies come out a little larger or smaller than planned: three that are a little too large would have to leave one by one. */
const ROOM_TO_ERR = 0.95;
/** A request should take at most about this long: a cut then wastes little, and the screen moves. */
const TARGET_REQUEST_MS = 3_000;
/** Less would be all header and round trip. */
const SMALLEST_WIRE_BYTES = 1_500;
/** Never more JSON than this in one request, about 130 records: to settle more holds the main thread for too long [P3]. */
const MAX_RAW_BYTES = 150_000;
/**
 * An answer within this, the office's own time left out, comes over no mobile link: 4G has 60 ms and more, and what the office says
 * of its time is right to 5 ms.
 */
const QUICK_MS = 50;
/**
 * What a link that answers at once is thought to carry at least, 20 Mbit/s: some Wi-Fi, shared. Small requests show little of
 * it, and bodies were coded for a poor link until larger ones had: up to a sixth of the time of 1,000 records.
 */
const QUICK_BYTES_PER_SECOND = 2_500_000;
/** One that takes longer than this does not come over the link that answered at once, however busy the phone is. */
const SLOW_MS = 250;
/** From 15 KB to what an office network carries in three answers. */
const GROWTH = 4;
/** So much that no request is cut short by it. */
const MOST_AT_RISK_BYTES = 1_000_000;

/** @param limit the setting `maximumConcurrentOperations` @param learned what the link bore last; undefined: not known */
export function beginPace(limit: number, learned: number | undefined): Pace {
  const parts = Math.max(1, Math.min(limit, BEST_WIDTH));
  const width = Math.max(1, Math.min(parts, learned ?? parts));
  return { width, parts, atRiskBytes: AT_RISK_BYTES, swift: false, quick: false };
}

/**
 * A link that has answered at once costs next to nothing when it is cut, and then requests may grow, also where the phone is
 * busy with the answers before and later ones take longer. One slow answer, and what may be lost is bounded again: the phone
 * has moved on.
 */
export function afterReply(
  pace: Pace,
  reply: { readonly durationMs: number; readonly officeMs?: number },
): Pace {
  const linkMs = reply.durationMs - (reply.officeMs ?? 0);
  const swift = linkMs <= SWIFT_MS;
  if (linkMs > SLOW_MS) return { ...pace, atRiskBytes: AT_RISK_BYTES, swift, quick: false };
  if (!pace.quick && linkMs > QUICK_MS) return { ...pace, swift };
  const atRiskBytes = Math.min(MOST_AT_RISK_BYTES, pace.atRiskBytes * GROWTH);
  return { ...pace, atRiskBytes, swift, quick: true };
}

const widthOf = ({ width, swift }: Pace): number => (swift ? Math.min(SWIFT_WIDTH, width) : width);
const partsOf = ({ parts, swift }: Pace): number => (swift ? Math.min(SWIFT_WIDTH, parts) : parts);

/** Body bytes a second by which the form of a body is chosen. */
export function bytesPerSecondFor(pace: Pace, link: LinkEstimate): number {
  return pace.quick
    ? Math.max(QUICK_BYTES_PER_SECOND, link.goodputBytesPerSecond)
    : link.goodputBytesPerSecond;
}

/** After a timeout, or when the office is busy: half as many at once, next time. */
export function narrowed(width: number): number {
  return Math.max(1, Math.floor(width / 2));
}

export function widened(width: number | undefined): number {
  return Math.min(BEST_WIDTH, (width ?? BEST_WIDTH) + 1);
}

/** Nothing more may go before something on the way is answered, whatever the link is. */
export function isFull(pace: Pace, onTheWay: OnTheWay): boolean {
  if (onTheWay.requests === 0) return false;
  return onTheWay.requests >= widthOf(pace) || pace.atRiskBytes - onTheWay.bytes < SMALLEST_WIRE_BYTES;
}

/** Whether a request that is made already may leave beside what is on the way. */
export function mayLeave(pace: Pace, onTheWay: OnTheWay, bytes: number): boolean {
  if (onTheWay.requests === 0) return true;
  return onTheWay.requests < widthOf(pace) && onTheWay.bytes + bytes <= pace.atRiskBytes;
}

/**
 * How much the next request may carry; undefined: not now, wait for an answer.
 * @param first of the session: it must fit one flight of the network whatever the link once was
 * @param split the largest number of items while a batch that failed is being bisected; undefined: no bound
 */
export function nextRequest(input: {
  readonly pace: Pace;
  readonly link: LinkEstimate;
  readonly onTheWay: OnTheWay;
  readonly first: boolean;
  readonly split: number | undefined;
}): (BatchLimits & { readonly wireBytes: number }) | undefined {
  const { pace, link, onTheWay, first, split } = input;
  const fitting = (link.goodputBytesPerSecond * TARGET_REQUEST_MS) / 1_000;
  const part = (ROOM_TO_ERR * pace.atRiskBytes) / partsOf(pace);
  const share = Math.min(part, fitting, first ? FIRST_FLIGHT_BYTES : Infinity);
  if (isFull(pace, onTheWay)) return undefined;
  const room = pace.atRiskBytes - onTheWay.bytes;
  const wireBytes = Math.max(SMALLEST_WIRE_BYTES, Math.min(share, room));
  return {
    items: Math.min(split ?? limits.operationsPerExchange, limits.operationsPerExchange),
    bytes: Math.min(MAX_RAW_BYTES, Math.floor(wireBytes / Math.max(0.05, link.ratio))),
    wireBytes,
  };
}

/** Longest wait for one answer, ms, before the link is thought dead; and the shortest, for a radio that has to find its mast. */
const LONGEST_REPLY_MS = 45_000;
const SHORTEST_REPLY_MS = 10_000;

/**
 * When an answer is overdue: three times what the bytes before it and a new connection should take. The browser does not
 * say what it has uploaded, so the only sign that bytes were accepted is the answer, and requests are small to make it come
 * often.
 */
export function replyTimeoutMs(link: LinkEstimate, bytesOnTheWay: number): number {
  const expected = (bytesOnTheWay * 1_000) / Math.max(1, link.goodputBytesPerSecond) + 4 * link.rttMs;
  return Math.round(Math.min(LONGEST_REPLY_MS, Math.max(SHORTEST_REPLY_MS, 3 * expected)));
}
