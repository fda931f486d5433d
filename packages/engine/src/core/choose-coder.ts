/** How the body of a request is written: the dense form by either of its coders, or gzipped JSON. Dearest first. */
export type BodyCoder = 'mixing' | 'columns' | 'json';

/** Dearest first: a server that has much to do names the dearest that it wants, and what comes after it is allowed. */
const BY_COST: readonly BodyCoder[] = ['mixing', 'columns', 'json'];

/** Bytes on the wire for 1,000 bytes of JSON: 1,000 records of the corpus, in batches of 25 on one chain; gzip in batches of 50. */
const WIRE_BYTES: Readonly<Record<BodyCoder, number>> = { mixing: 85, columns: 131, json: 278 };

/** ms of processor time for 1,000 bytes of JSON, on the machine of the benchmarks and with the same records. */
const WORK_MS: Readonly<Record<BodyCoder, number>> = { mixing: 0.57, columns: 0.23, json: 0.04 };

/** Before anything was measured. The first request tells. */
export const UNMEASURED_SLOWNESS = 2;

/**
 * While one request is on its way the next is being written, so the slower of the two sets the pace. This part of the
 * quicker one counts, too: the first request of a window has nothing to hide behind, and work costs battery.
 */
const NOT_HIDDEN = 0.25;

/** What goes on a chain gets smaller the longer it is: another coder must be better by this much to begin a new one. */
const WORTH_A_NEW_CHAIN = 0.8;

export interface CoderQuestion {
  /** Body bytes a second that the link is thought to carry up. */
  readonly goodputBytesPerSecond: number;
  /** How many times longer this device takes than the machine of the benchmarks. */
  readonly slowness: number;
  /** The dearest that the server wants to read. */
  readonly dearest: BodyCoder;
  /** Those that this device has. */
  readonly offered: readonly BodyCoder[];
  /** That of the chain under way. */
  readonly current: BodyCoder | undefined;
}

/** The coder with which records reach the office soonest: on a poor link bytes are dear, on a good one work is. */
export function chooseCoder(question: CoderQuestion): BodyCoder {
  let best: BodyCoder = 'json';
  let least = weight(best, question);
  for (const coder of BY_COST.slice(BY_COST.indexOf(question.dearest)).reverse()) {
    if (!question.offered.includes(coder)) continue;
    const ms = weight(coder, question);
    if (ms < least) [best, least] = [coder, ms];
  }
  return best;
}

function weight(coder: BodyCoder, { goodputBytesPerSecond, slowness, current }: CoderQuestion): number {
  const sending = (WIRE_BYTES[coder] * 1_000) / Math.max(1, goodputBytesPerSecond);
  const writing = WORK_MS[coder] * slowness;
  const ms = Math.max(sending, writing) + NOT_HIDDEN * Math.min(sending, writing);
  return coder === current ? ms * WORTH_A_NEW_CHAIN : ms;
}

/** Weight of a new sample. One request may be slowed down by anything; three that are mean a slow phone. */
const FRESH = 0.3;
/** Less JSON says more of the clock than of the phone. */
const SMALLEST_SAMPLE_BYTES = 2_000;

/** One figure for all coders: the one that was never tried would otherwise never be, however wrong the guess was. */
export function observeSlowness(
  slowness: number,
  sample: { readonly coder: BodyCoder; readonly jsonBytes: number; readonly workMs: number },
): number {
  if (sample.jsonBytes < SMALLEST_SAMPLE_BYTES) return slowness;
  const shown = (sample.workMs * 1_000) / sample.jsonBytes / WORK_MS[sample.coder];
  return slowness + FRESH * (shown - slowness);
}
