import { CELL_MASK } from './bit-mixer.ts';
import type { BitMixer } from './bit-mixer.ts';
import { mixHash } from './context-hash.ts';

/** Bytes of text that are looked back into. */
const HISTORY = 1 << 17;
const HISTORY_MASK = HISTORY - 1;
const TABLE_BITS = 15;
const LONG = 6;
const SHORT = 4;
const MAX_MATCH = 32;

/** How many bits a cell of texts averages over. */
const LIMIT = 120;
/** Contexts of a bit that is spelled: the last letter, two, four, the word so far, and what was expected instead. */
const CONTEXTS = 5;
/** Kinds of bits, for the mixer's weights. */
const EXPECTED_KIND = 8;
const BYTE_KIND = 16;

/**
 * Letters of texts. What followed the same last letters before is expected; one bit says whether it came. Only where it did
 * not, or where nothing is expected, the byte is said bit by bit, foretold by the letters and the word before it.
 */
export class TextModel {
  readonly #mixer: BitMixer;
  readonly #history: Uint8Array;
  readonly #long: Int32Array;
  readonly #short: Int32Array;
  #length: number;
  /** Where in the history the expected byte lies; 0 for nowhere. */
  #match = 0;
  #matched = 0;
  /** The last bytes, the newest lowest. */
  #last4 = 0;
  #last8 = 0;
  #word = 0;
  readonly #hashes = new Int32Array(CONTEXTS);

  constructor(mixer: BitMixer, from?: TextModel) {
    this.#mixer = mixer;
    this.#history = from === undefined ? new Uint8Array(HISTORY) : from.#history.slice();
    this.#long = from === undefined ? new Int32Array(1 << TABLE_BITS) : from.#long.slice();
    this.#short = from === undefined ? new Int32Array(1 << TABLE_BITS) : from.#short.slice();
    this.#length = from === undefined ? 1 : from.#length;
  }

  /** Knows what the other one knows, and nothing else. */
  become(other: TextModel): void {
    this.#history.set(other.#history);
    this.#long.set(other.#long);
    this.#short.set(other.#short);
    this.#length = other.#length;
    this.#match = 0;
    this.#matched = 0;
  }

  /** A text of this place begins. */
  begin(place: number): void {
    this.#last4 = 0;
    this.#last8 = place;
    this.#word = 0;
  }

  byte(given: number): number {
    const expected = this.#match > 0 ? (this.#history[this.#match & HISTORY_MASK] ?? 0) : -1;
    let byte = expected;
    if (expected < 0 || this.#isExpected(expected, given) === 0) byte = this.#spelled(expected, given);
    this.#learn(byte, byte === expected);
    return byte;
  }

  #isExpected(expected: number, given: number): number {
    const { at } = this.#mixer;
    const matched = Math.min(this.#matched, 15);
    const last4 = this.#last4;
    at[0] = mixHash(expected + 0x100, matched) & CELL_MASK;
    at[1] = mixHash(expected + 0x200, last4 & 0xffffff) & CELL_MASK;
    at[2] = mixHash(mixHash(expected + 0x300, last4), this.#last8 & 0xffff) & CELL_MASK;
    at[3] = mixHash(expected + 0x400, this.#word) & CELL_MASK;
    const bucket = matched < 8 ? 0 : matched < 15 ? 1 : 2;
    return this.#mixer.bit(given === expected ? 1 : 0, 4, EXPECTED_KIND + bucket, LIMIT);
  }

  /** The eight bits of a byte, the highest first: two halves, each a walk through cells that lie side by side. */
  #spelled(expected: number, given: number): number {
    const { at } = this.#mixer;
    const hashes = this.#hashes;
    const last4 = this.#last4;
    hashes[0] = mixHash(0x1001, last4 & 0xff);
    hashes[1] = mixHash(0x1002, last4 & 0xffff);
    hashes[2] = mixHash(0x1003, last4);
    hashes[3] = mixHash(0x1004, this.#word);
    hashes[4] = mixHash(0x1005, expected);
    const kind = BYTE_KIND + (expected < 0 ? 0 : 2);
    let byte = 0;
    for (let half = 0; half < 2; half += 1) {
      let nibble = 1;
      for (let shift = 3; shift >= 0; shift -= 1) {
        for (let index = 0; index < CONTEXTS; index += 1)
          at[index] = ((hashes[index] ?? 0) ^ nibble) & CELL_MASK;
        const bit = (given >> (shift + (half === 0 ? 4 : 0))) & 1;
        nibble = (nibble << 1) | this.#mixer.bit(bit, CONTEXTS, kind + half, LIMIT);
      }
      byte = (byte << 4) | (nibble & 15);
      if (half === 0)
        for (let index = 0; index < CONTEXTS; index += 1) hashes[index] = mixHash(hashes[index] ?? 0, nibble);
    }
    return byte;
  }

  #learn(byte: number, expected: boolean): void {
    this.#history[this.#length & HISTORY_MASK] = byte;
    this.#length += 1;
    this.#last8 = (this.#last8 << 8) | (this.#last4 >>> 24);
    this.#last4 = (this.#last4 << 8) | byte;
    const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    if ((lower >= 97 && lower <= 122) || lower >= 128 || (lower >= 48 && lower <= 57))
      this.#word = mixHash(this.#word, lower);
    else this.#word = 0;
    if (expected) {
      this.#match += 1;
      this.#matched += 1;
    } else this.#match = 0;
    const long = (mixHash(mixHash(0x2001, this.#last4), this.#last8 & 0xffff) >>> (32 - TABLE_BITS)) | 0;
    const short = (mixHash(0x2002, this.#last4) >>> (32 - TABLE_BITS)) | 0;
    if (this.#match === 0) {
      this.#find(this.#long[long] ?? 0, LONG);
      if (this.#match === 0) this.#find(this.#short[short] ?? 0, SHORT);
    }
    this.#long[long] = this.#length;
    this.#short[short] = this.#length;
  }

  /** Takes a place in the history for a match when at least so many bytes before it are the last ones. */
  #find(place: number, least: number): void {
    if (place === 0 || this.#length - place >= HISTORY - MAX_MATCH) return;
    let length = 0;
    while (
      length < MAX_MATCH &&
      length < place &&
      this.#history[(place - 1 - length) & HISTORY_MASK] ===
        this.#history[(this.#length - 1 - length) & HISTORY_MASK]
    )
      length += 1;
    if (length < least) return;
    this.#match = place;
    this.#matched = length;
  }
}
