/** The costliest form in which devices should write now. */
export type DearestCoder = 'mixing' | 'columns' | 'json';

/** Decoding 100 operations takes some 60 ms with `mixing` and 16 with `columns` (docs/benchmarks.md). */
const MANY_JOBS = 6;
const TOO_MANY_JOBS = 16;
/** A chain of `mixing` takes three times the room of one of `columns`; one that is pushed out costs its device a request. */
const CROWDED_CHAINS = 0.75;

/** Bytes are the device's, work is everybody's: under load the server asks for less work before it turns anyone away. */
export function dearestCoder(load: {
  readonly available: boolean;
  readonly jobs: number;
  readonly chains: number;
  /** Exchanges wait for their turn. */
  readonly crowded: boolean;
}): DearestCoder {
  if (!load.available || load.jobs >= TOO_MANY_JOBS) return 'json';
  if (load.crowded || load.jobs >= MANY_JOBS || load.chains >= CROWDED_CHAINS) return 'columns';
  return 'mixing';
}
