/** What the link has shown of itself in real traffic. */
export interface LinkEstimate {
  /** Compressed body bytes a second that reached the office. */
  readonly goodputBytesPerSecond: number;
  readonly rttMs: number;
  /** Compressed size / JSON size of what was sent. */
  readonly ratio: number;
}

/** Before any measurement: an EDGE uplink (120 kbit/s, 600 ms) and gzip's 23 % on batches. */
export const UNMEASURED_LINK: LinkEstimate = { goodputBytesPerSecond: 15_000, rttMs: 600, ratio: 0.23 };

/** Weight of a new sample: after three samples two thirds of an old link are forgotten. */
const WEIGHT = 0.35;

const blend = (old: number, sample: number): number => old + WEIGHT * (sample - old);

export function observeTransfer(
  link: LinkEstimate,
  measured: {
    readonly rawBytes: number;
    readonly upBytes: number;
    readonly durationMs: number;
    readonly officeMs?: number;
  },
): LinkEstimate {
  /* What the office took is not the link's: a busy one would make a fast link look slow, and its requests small. */
  const sample = { ...measured, durationMs: measured.durationMs - (measured.officeMs ?? 0) };
  if (sample.durationMs <= 0 || sample.upBytes <= 0) return link;
  /* A small request is nearly all round trip. It still shows a rate that the link has at least: without that a link
     once thought slow would only get small requests and be thought slow for ever. */
  if (sample.upBytes < 2_000) {
    const atLeast = (sample.upBytes * 1_000) / sample.durationMs;
    return {
      ...link,
      rttMs: blend(link.rttMs, sample.durationMs),
      goodputBytesPerSecond: Math.max(link.goodputBytesPerSecond, atLeast),
    };
  }
  const transferMs = Math.max(1, sample.durationMs - Math.min(link.rttMs, sample.durationMs / 2));
  return {
    goodputBytesPerSecond: blend(link.goodputBytesPerSecond, (sample.upBytes * 1_000) / transferMs),
    rttMs: Math.min(link.rttMs, sample.durationMs),
    ratio: sample.rawBytes > 0 ? blend(link.ratio, sample.upBytes / sample.rawBytes) : link.ratio,
  };
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

export function observeRtt(link: LinkEstimate, rttMs: number): LinkEstimate {
  return { ...link, rttMs: blend(link.rttMs, rttMs) };
}
