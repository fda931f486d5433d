export type RefusalReason = 'unknown-primer' | 'unknown-base' | 'too-large' | 'corrupt';

/**
 * Why a frame is not read. Thrown from deep inside the walk and caught where a frame is opened, nowhere else: bytes from
 * outside may be wrong at every bit, and a result value at every bit would cost more than the decoding.
 */
export class Refusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}
