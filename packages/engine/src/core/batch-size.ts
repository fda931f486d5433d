import { FIRST_FLIGHT_BYTES, limits } from '@fieldsync/protocol';
import type { BatchLimits } from './plan-batch.ts';
import type { LinkEstimate } from './link-estimator.ts';

/** A request should take about this long: a cut then wastes little, and the round trip still pays. */
const TARGET_REQUEST_MS = 3_000;
/** Less would be all header and round trip. */
const SMALLEST_WIRE_BYTES = 1_500;
/** Never more JSON than this in one request: at 20 % compressed it is well inside the body limit. */
const MAX_RAW_BYTES = 2_000_000;

/**
 * How much the next request may carry.
 *
 * The first one of a session fits one TCP initial window once compressed, so that the most urgent records are stored
 * after one round trip. Later ones follow the measured goodput. On a link that was cut in the middle of less, both carry
 * less.
 * @param split the largest number of items while a batch that failed is being bisected; undefined: no bound
 */
export function batchLimits(input: {
  readonly first: boolean;
  readonly link: LinkEstimate;
  readonly split: number | undefined;
}): BatchLimits {
  const fitting = Math.max(
    SMALLEST_WIRE_BYTES,
    (input.link.goodputBytesPerSecond * TARGET_REQUEST_MS) / 1_000,
  );
  const wireBytes = input.first ? Math.min(FIRST_FLIGHT_BYTES, fitting) : fitting;
  return {
    items: Math.min(input.split ?? limits.operationsPerExchange, limits.operationsPerExchange),
    bytes: Math.min(MAX_RAW_BYTES, Math.floor(wireBytes / Math.max(0.05, input.link.ratio))),
  };
}
