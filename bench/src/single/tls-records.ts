/** Of a record of TLS 1.3 that is not content: header 5, authentication tag 16, inner type 1. */
export const RECORD_OVERHEAD_BYTES = 22;

const HEADER_BYTES = 5;

/** Counts the records in one direction of a TLS connection by their clear headers. */
export class TlsRecords {
  #count = 0;
  /** Bytes of the record under way that are still to come. */
  #left = 0;
  #header = Buffer.alloc(0);

  get count(): number {
    return this.#count;
  }

  add(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0) {
      const taken = Math.min(this.#left, rest.length);
      this.#left -= taken;
      rest = rest.subarray(taken);
      if (this.#left > 0 || rest.length === 0) return;
      const missing = HEADER_BYTES - this.#header.length;
      this.#header = Buffer.concat([this.#header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (this.#header.length < HEADER_BYTES) return;
      this.#count += 1;
      this.#left = this.#header.readUInt16BE(3);
      this.#header = Buffer.alloc(0);
    }
  }
}
