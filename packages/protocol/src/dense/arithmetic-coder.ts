import type { ByteSink } from './byte-sink.ts';
import { Refusal } from './refusal.ts';

/** Below this a byte is shifted out, so that a probability of 16 bits never comes to nothing. */
const LEAST_RANGE = 0x1000000;
/** What the encoder's last bytes may be short of: noughts at the end are left out. */
const BYTES_AHEAD = 4;

/** A binary arithmetic coder with 32 bits of range. Integers only, so that every engine makes the same bytes. */
export class ArithmeticCoder {
  readonly #sink: ByteSink | undefined;
  readonly #input: Uint8Array;
  #at = 0;
  #range = 0xffffffff;
  /** Writing: the lower end of the range. Reading: how far the input lies above it. */
  #low = 0;

  /** Writes into a sink, or reads what was written. */
  constructor(side: ByteSink | Uint8Array) {
    this.#sink = side instanceof Uint8Array ? undefined : side;
    this.#input = side instanceof Uint8Array ? side : new Uint8Array(0);
    if (this.#sink === undefined)
      for (let count = 0; count < BYTES_AHEAD; count += 1)
        this.#low = ((this.#low << 8) | this.#next()) >>> 0;
  }

  /** One bit that is 1 with `probability` of 65,536. */
  bit(bit: number, probability: number): number {
    const bound = Math.imul(this.#range >>> 16, probability) >>> 0;
    let coded = bit;
    if (this.#sink === undefined) {
      coded = this.#low < bound ? 1 : 0;
      if (coded === 1) this.#range = bound;
      else {
        this.#low = (this.#low - bound) >>> 0;
        this.#range = (this.#range - bound) >>> 0;
      }
    } else if (coded === 1) this.#range = bound;
    else {
      this.#raise(bound);
      this.#range = (this.#range - bound) >>> 0;
    }
    while (this.#range < LEAST_RANGE) this.#shift();
    return coded;
  }

  /** Up to 16 bits, all equally likely. */
  bits(value: number, count: number): number {
    const step = this.#range >>> count;
    let coded = value;
    if (this.#sink === undefined) {
      coded = Math.min(Math.floor(this.#low / step), (1 << count) - 1);
      this.#low = (this.#low - coded * step) >>> 0;
    } else this.#raise(coded * step);
    this.#range = step;
    while (this.#range < LEAST_RANGE) this.#shift();
    return coded;
  }

  /** The shortest bytes that lie in the range, whatever would follow. */
  finish(): void {
    const sink = this.#sink;
    if (sink === undefined) return;
    for (let count = 0; count <= BYTES_AHEAD; count += 1) {
      const unit = 2 ** (32 - 8 * count);
      const value = Math.ceil(this.#low / unit) * unit;
      if (value >= this.#low + this.#range) continue;
      this.#raise(value - this.#low);
      for (let index = 0; index < count; index += 1) sink.push((this.#low >>> (24 - 8 * index)) & 0xff);
      return;
    }
  }

  #raise(by: number): void {
    const raised = this.#low + by;
    if (raised > 0xffffffff) this.#sink?.carry();
    this.#low = raised >>> 0;
  }

  #shift(): void {
    if (this.#sink === undefined) this.#low = ((this.#low << 8) | this.#next()) >>> 0;
    else {
      this.#sink.push(this.#low >>> 24);
      this.#low = (this.#low << 8) >>> 0;
    }
    this.#range = (this.#range << 8) >>> 0;
  }

  /** Noughts follow the end, but no more than the encoder can have left out: or a few bytes would read on for ever. */
  #next(): number {
    const byte = this.#input[this.#at] ?? 0;
    this.#at += 1;
    if (this.#at > this.#input.length + BYTES_AHEAD) throw new Refusal('corrupt');
    return byte;
  }
}
