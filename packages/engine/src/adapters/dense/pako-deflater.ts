import type { Deflater } from '@fieldsync/protocol/dense';
import { Deflate, Inflate } from 'pako';

/** Thrown out of the middle of an inflation and caught where that began. */
const TOO_MUCH = new Error('inflates to more than its bound');

/** Stops at the bound: a bomb costs the bound and no more [X4]. */
class BoundedInflate extends Inflate {
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(dictionary: Uint8Array, maxBytes: number) {
    super({ raw: true, dictionary });
    this.#maxBytes = maxBytes;
  }

  override onData(chunk: Uint8Array<ArrayBuffer>): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) throw TOO_MUCH;
    super.onData(chunk);
  }
}

/** zlib in JavaScript: no browser's own coder takes a dictionary. The best level and most memory; bytes are what counts. */
export const pakoDeflater: Deflater = {
  deflateRaw(bytes, dictionary) {
    const deflate = new Deflate({ raw: true, level: 9, memLevel: 9, dictionary });
    deflate.push(bytes, true);
    return deflate.result;
  },

  inflateRaw(bytes, dictionary, maxBytes) {
    const inflate = new BoundedInflate(dictionary, maxBytes);
    try {
      inflate.push(bytes, true);
    } catch (error) {
      if (error === TOO_MUCH) return undefined;
      throw error;
    }
    return inflate.ended && inflate.err === 0 ? inflate.result : undefined;
  },
};
