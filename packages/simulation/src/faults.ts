import type { Rng } from './rng.ts';

/** How hostile a run is. Probabilities a message or a commit. */
export interface Faults {
  readonly requestLost: number;
  readonly replyLost: number;
  readonly duplicated: number;
  readonly portal: number;
  readonly serverError: number;
  readonly busy: number;
  readonly signedOut: number;
  readonly diesAtCommit: number;
  readonly latencyMs: readonly [number, number];
  readonly upMs: readonly [number, number];
  readonly downMs: readonly [number, number];
}

export const CALM: Faults = {
  requestLost: 0,
  replyLost: 0,
  duplicated: 0,
  portal: 0,
  serverError: 0,
  busy: 0,
  signedOut: 0,
  diesAtCommit: 0,
  latencyMs: [20, 60],
  upMs: [1e12, 1e12],
  downMs: [0, 0],
};

/** Each run draws its own mixture, so that no fault hides behind another. */
export function drawFaults(rng: Rng): Faults {
  const some = (most: number): number => (rng.chance(0.6) ? rng.roll() * most : 0);
  return {
    requestLost: some(0.3),
    replyLost: some(0.3),
    duplicated: some(0.2),
    portal: some(0.15),
    serverError: some(0.2),
    busy: some(0.1),
    signedOut: some(0.05),
    diesAtCommit: some(0.05),
    latencyMs: [50 + rng.below(300), 400 + rng.below(1_500)],
    upMs: [3_000, 20_000 + rng.below(40_000)],
    downMs: [1_000, 60_000 + rng.below(240_000)],
  };
}
