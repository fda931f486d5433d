import type { ArithmeticCoder } from './arithmetic-coder.ts';
import { HALF, SQUASH, STRETCH } from './logistic.ts';

/** Contexts that one bit can have. */
export const MAX_CONTEXTS = 5;
const CELL_BITS = 20;
export const CELL_MASK = (1 << CELL_BITS) - 1;
/** A weight set for each kind of bit and each number of its contexts that were met before. */
const SETS = 32;
const SETS_OF_KIND = MAX_CONTEXTS + 1;

/** A cell that has seen nothing: one half, in 22 bits, over a count of 8 bits. */
const FRESH = 1 << 29;
const ONE = 0x3fffff;
/** 32,768 / (n + 1.5): how far a cell that has seen n bits moves towards the next. */
const RATE = Int32Array.from({ length: 256 }, (_, seen) => Math.floor(65_536 / (2 * seen + 3)));

const LEARNING_RATE = 6;
const FIRST_WEIGHT = 20_000;
const MAX_WEIGHT = 0x7ffff;

/**
 * Foretells one bit from what followed each of several contexts before, and learns from it: each context has a cell with a
 * probability, a mixer weighs their log odds, and the arithmetic coder gets the sum. All state is in typed arrays of whole
 * numbers, so it copies fast and is the same on every engine.
 */
export class BitMixer {
  /** Where the cells of the next bit's contexts lie: the caller writes them, then calls `bit`. */
  readonly at = new Int32Array(MAX_CONTEXTS);
  readonly #cells: Int32Array;
  readonly #weights: Int32Array;
  readonly #odds = new Int32Array(MAX_CONTEXTS);
  #coder: ArithmeticCoder;

  constructor(coder: ArithmeticCoder, from?: BitMixer) {
    this.#coder = coder;
    this.#cells = from === undefined ? new Int32Array(1 << CELL_BITS).fill(FRESH) : from.#cells.slice();
    this.#weights =
      from === undefined
        ? new Int32Array(SETS * SETS_OF_KIND * MAX_CONTEXTS).fill(FIRST_WEIGHT)
        : from.#weights.slice();
  }

  /** Knows what the other one knows, and nothing else. */
  become(other: BitMixer): void {
    this.#cells.set(other.#cells);
    this.#weights.set(other.#weights);
  }

  /** Where the next bits are written or read. */
  use(coder: ArithmeticCoder): void {
    this.#coder = coder;
  }

  /**
   * @param count how many contexts; their cells are in `at`
   * @param kind which bits share weights
   * @param limit how many bits a cell averages over: few where the text changes, many where the form repeats
   */
  bit(bit: number, count: number, kind: number, limit: number): number {
    const cells = this.#cells;
    const weights = this.#weights;
    const odds = this.#odds;
    const at = this.at;
    let known = 0;
    for (let index = 0; index < count; index += 1) {
      const cell = cells[at[index] ?? 0] ?? 0;
      odds[index] = STRETCH[cell >> 18] ?? 0;
      if ((cell & 0xff) !== 0) known += 1;
    }
    const set = (kind * SETS_OF_KIND + known) * MAX_CONTEXTS;
    let sum = 0;
    for (let index = 0; index < count; index += 1)
      sum += Math.imul(odds[index] ?? 0, weights[set + index] ?? 0) >> 8;
    sum >>= 8;
    if (sum >= HALF) sum = HALF - 1;
    else if (sum < -HALF) sum = -HALF;
    const probability = SQUASH[sum + HALF] ?? 0;
    const coded = this.#coder.bit(bit, probability);
    const error = Math.imul((coded << 16) - coded - probability, LEARNING_RATE) >> 4;
    const target = coded === 1 ? ONE : 0;
    for (let index = 0; index < count; index += 1) {
      const weight = (weights[set + index] ?? 0) + ((Math.imul(odds[index] ?? 0, error) + 0x2000) >> 14);
      weights[set + index] = weight > MAX_WEIGHT ? MAX_WEIGHT : weight < -MAX_WEIGHT ? -MAX_WEIGHT : weight;
      const place = at[index] ?? 0;
      const cell = cells[place] ?? 0;
      const seen = cell & 0xff;
      const before = cell >> 8;
      const after = before + (Math.imul((target - before) >> 6, RATE[seen] ?? 0) >> 9);
      cells[place] = (after << 8) | (seen < limit ? seen + 1 : limit);
    }
    return coded;
  }

  /** Bits that nothing foretells. */
  chance(value: number, count: number): number {
    return this.#coder.bits(value, count);
  }
}
