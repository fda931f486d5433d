import { Refusal } from './refusal.ts';

/** Bytes from outside, read one after the other. */
export class ByteSource {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  next(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Refusal('corrupt');
    this.#at += 1;
    return byte;
  }

  take(count: number): Uint8Array {
    if (count > this.left) throw new Refusal('corrupt');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** The bytes before the next NUL, which is passed over. */
  takeUntilNul(): Uint8Array {
    const end = this.#bytes.indexOf(0, this.#at);
    if (end < 0) throw new Refusal('corrupt');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end + 1;
    return taken;
  }

  varint(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.next();
      value += (byte & 127) * unit;
      if (value > Number.MAX_SAFE_INTEGER) throw new Refusal('corrupt');
      if (byte < 128) return value;
    }
  }

  uint32(): number {
    let value = 0;
    for (let unit = 1; unit <= 0x1000000; unit *= 256) value += this.next() * unit;
    return value;
  }
}
