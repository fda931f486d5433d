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
  sample: { readonly rawBytes: number; readonly upBytes: number; readonly durationMs: number },
): LinkEstimate {
  if (sample.durationMs <= 0 || sample.upBytes <= 0) return link;
  /* A small request is nearly all round trip and says nothing of the rate. */
  if (sample.upBytes < 2_000) return { ...link, rttMs: blend(link.rttMs, sample.durationMs) };
  const transferMs = Math.max(1, sample.durationMs - Math.min(link.rttMs, sample.durationMs / 2));
  return {
    goodputBytesPerSecond: blend(link.goodputBytesPerSecond, (sample.upBytes * 1_000) / transferMs),
    rttMs: Math.min(link.rttMs, sample.durationMs),
    ratio: sample.rawBytes > 0 ? blend(link.ratio, sample.upBytes / sample.rawBytes) : link.ratio,
  };
}

export function observeRtt(link: LinkEstimate, rttMs: number): LinkEstimate {
  return { ...link, rttMs: blend(link.rttMs, rttMs) };
}
