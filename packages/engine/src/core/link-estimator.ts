/** What the link has shown of itself in real traffic. */
export interface LinkEstimate {
  /** Compressed body bytes a second that reached the office. */
  readonly goodputBytesPerSecond: number;
  readonly rttMs: number;
  /** Compressed size / JSON size of what was sent. */
  readonly ratio: number;
  /** Requests at once that it bore last; undefined: not known. */
  readonly width?: number;
}

/** Before any measurement: an EDGE uplink (120 kbit/s, 600 ms) and gzip's 23 % on batches. */
export const UNMEASURED_LINK: LinkEstimate = { goodputBytesPerSecond: 15_000, rttMs: 600, ratio: 0.23 };

/**
 * What to go by when a connection is made anew: the phone may have gone from the office's network to the field's. A link is
 * thought no better than a poor one until it has shown itself, or the first request of a window would be written for the
 * network of the morning: gzip where bytes are dear.
 */
export function unproven(link: LinkEstimate): LinkEstimate {
  return {
    ...link,
    goodputBytesPerSecond: Math.min(link.goodputBytesPerSecond, UNMEASURED_LINK.goodputBytesPerSecond),
    rttMs: Math.max(link.rttMs, UNMEASURED_LINK.rttMs),
  };
}

export interface TransferSample {
  readonly rawBytes: number;
  readonly upBytes: number;
  /** From sending to the whole reply, ms. */
  readonly durationMs: number;
  /** Part of it that the office was at work, ms. */
  readonly officeMs?: number;
  /** ms since the reply before it, when that came while this one was on the way: its bytes then had the link to themselves for so long. */
  readonly gapMs?: number;
  /**
   * It was written for a link that answers at once, where work is dearer than bytes: its size says nothing of a body for another
   * link, and the next window would begin with requests that carry half of what they could.
   */
  readonly quick?: boolean;
}

/** Weight of a new sample: after three samples two thirds of an old link are forgotten. */
const WEIGHT = 0.35;
/** Of one that is better than was thought: what may be lost is bounded elsewhere, and a window is short. */
const BETTER_WEIGHT = 0.6;
/** A different coder shows at once, and the size of the next request hangs on it. */
const RATIO_WEIGHT = 0.7;
/** A smaller request is nearly all round trip. */
const TELLING_BYTES = 1_500;

const blend = (old: number, sample: number, weight = WEIGHT): number => old + weight * (sample - old);

const towards = (old: number, sample: number): number =>
  blend(old, sample, sample > old ? BETTER_WEIGHT : WEIGHT);

export function observeTransfer(link: LinkEstimate, sample: TransferSample): LinkEstimate {
  const { rawBytes, upBytes, gapMs, officeMs = 0 } = sample;
  /* What the office took is not the link's: a busy one would make a fast link look slow, and its requests small. */
  const durationMs = sample.durationMs - officeMs;
  if (durationMs <= 0 || upBytes <= 0) return link;
  const ratio = rawBytes > 0 && sample.quick !== true ? observeRatio(link, sample) : link.ratio;
  /* A small request still shows a rate that the link has at least: without that a link once thought slow would only get
     small requests and be thought slow for ever. */
  if (upBytes < TELLING_BYTES) {
    const atLeast = (upBytes * 1_000) / durationMs;
    return {
      ...link,
      rttMs: gapMs === undefined ? blend(link.rttMs, durationMs) : Math.min(link.rttMs, durationMs),
      goodputBytesPerSecond: Math.max(link.goodputBytesPerSecond, atLeast),
    };
  }
  const alone = durationMs - Math.min(link.rttMs, durationMs / 2);
  /* An office that works through several one after the other makes the gaps long, and the link no slower. */
  const transferMs = Math.max(1, Math.min(gapMs ?? alone, alone));
  return {
    ...link,
    goodputBytesPerSecond: towards(link.goodputBytesPerSecond, (upBytes * 1_000) / transferMs),
    rttMs: Math.min(link.rttMs, durationMs),
    ratio,
  };
}

/** Known as soon as a body is made, before it is answered. */
export function observeRatio(
  link: LinkEstimate,
  sample: { readonly rawBytes: number; readonly upBytes: number },
): number {
  if (sample.upBytes < TELLING_BYTES || sample.rawBytes <= 0) return link.ratio;
  return blend(link.ratio, sample.upBytes / sample.rawBytes, RATIO_WEIGHT);
}

/** An upload that went on for this long and did not get through was too much for the link. */
const LONG_UPLOAD_MS = 5_000;
/** A request still carries a handful of records then. */
const SLOWEST_BYTES_PER_SECOND = 500;

/**
 * An upload that did not get through, and nothing has since the one before it did not either. That no window is long
 * enough for a batch looks just like this, and the same batch would then be cut each time and nothing ever arrive [S5]:
 * so the next one carries only what this one had time for.
 */
export function observeCut(
  link: LinkEstimate,
  sample: { readonly upBytes: number; readonly durationMs: number },
): LinkEstimate {
  if (sample.durationMs < LONG_UPLOAD_MS || sample.upBytes <= 0) return link;
  const atMost = (sample.upBytes * 1_000) / sample.durationMs;
  const slower = Math.min(link.goodputBytesPerSecond / 2, atMost);
  return { ...link, goodputBytesPerSecond: Math.max(SLOWEST_BYTES_PER_SECOND, slower) };
}
