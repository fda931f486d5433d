import { ArithmeticCoder } from './arithmetic-coder.ts';
import { BitMixer, CELL_MASK } from './bit-mixer.ts';
import type { Budget } from './budget.ts';
import { ByteSink } from './byte-sink.ts';
import { mixHash } from './context-hash.ts';
import { Refusal } from './refusal.ts';
import { bitLength } from './scaled-number.ts';
import { TextModel } from './text-model.ts';
import { utf8Decode, utf8Encode } from './utf8.ts';
import type { ValueCoder } from './value-coder.ts';
import { WalkKind } from './walk-kind.ts';
import type { WalkNode } from './walk-node.ts';

/** How many bits a cell of form averages over. */
const LIMIT = 255;
/** Repeats of 4,096 from which one bit asks whether a symbol is that of the time before. */
const SURE = 2_458;
const BitKind = { sure: 0, symbol: 1, sign: 3, length: 4, mantissa: 5, key: 6, follower: 7 } as const;

/** Says the walk's values bit by bit to a mixer and an arithmetic coder. Its state runs on from message to message. */
export class MixingCoder implements ValueCoder {
  #sink = new ByteSink();
  #budget: Budget | undefined;
  readonly #mixer: BitMixer;
  readonly #text: TextModel;
  /** What the last values were, and the ones before them. */
  #previous = 0;
  #before = 0;
  #previousBits = 0;
  /** What kind of record it is: its first answer that is an entry. */
  #lead = 0;
  readonly #bases = new Int32Array(5);

  constructor(from?: MixingCoder) {
    this.#mixer = new BitMixer(new ArithmeticCoder(this.#sink), from && from.#mixer);
    this.#text = new TextModel(this.#mixer, from && from.#text);
  }

  /** Knows what the other one knows, and nothing else. */
  become(other: MixingCoder): void {
    this.#mixer.become(other.#mixer);
    this.#text.become(other.#text);
  }

  get reading(): boolean {
    return this.#budget !== undefined;
  }

  #arithmetic: ArithmeticCoder | undefined;

  beginWriting(): void {
    this.#budget = undefined;
    this.#sink = new ByteSink();
    this.#start(new ArithmeticCoder(this.#sink));
  }

  written(): Uint8Array {
    this.#arithmetic?.finish();
    return this.#sink.taken();
  }

  beginReading(payload: Uint8Array, budget: Budget): void {
    this.#budget = budget;
    this.#start(new ArithmeticCoder(payload));
  }

  beginRecord(): void {
    this.#previous = 0;
    this.#before = 0;
    this.#previousBits = 0;
    this.#lead = 0;
  }

  symbol(node: WalkNode, symbol: number): number {
    const coded = this.#symbol(node, symbol);
    this.#before = this.#previous;
    this.#previous = mixHash(node.id, coded);
    if (this.#lead === 0 && coded >= WalkKind.entry) this.#lead = this.#previous;
    return coded;
  }

  #symbol(node: WalkNode, symbol: number): number {
    const { at } = this.#mixer;
    const place = mixHash(0x3000, node.id);
    if (node.repeats >= SURE && node.last >= 0) {
      at[0] = mixHash(place, 1) & CELL_MASK;
      at[1] = mixHash(place + 1, node.last) & CELL_MASK;
      at[2] = mixHash(place + 2, this.#previous) & CELL_MASK;
      at[3] = mixHash(place + 3, this.#lead) & CELL_MASK;
      at[4] = mixHash(mixHash(place + 4, this.#previous), this.#before) & CELL_MASK;
      if (this.#mixer.bit(symbol === node.last ? 1 : 0, 5, BitKind.sure, LIMIT) === 1) return node.last;
    }
    const kind = this.#digits(Math.min(symbol, WalkKind.entry), 1, place, node.last, BitKind.symbol);
    if (kind < WalkKind.entry) return kind;
    const count = node.entries.length;
    const digits = count <= 16 ? 1 : count <= 256 ? 2 : 3;
    return (
      WalkKind.entry + this.#digits(symbol - WalkKind.entry, digits, place + 0x100, node.last, BitKind.symbol)
    );
  }

  /** A number in digits of four bits, the highest first. */
  #digits(value: number, digits: number, place: number, last: number, kind: number): number {
    const { at } = this.#mixer;
    const bases = this.#bases;
    bases[0] = mixHash(place, 2);
    bases[1] = mixHash(place + 1, last);
    bases[2] = mixHash(place + 2, this.#previous);
    bases[3] = mixHash(place + 3, this.#lead);
    bases[4] = mixHash(mixHash(place + 4, this.#previous), this.#before);
    let coded = 0;
    for (let digit = digits - 1; digit >= 0; digit -= 1) {
      let nibble = 1;
      for (let shift = 3; shift >= 0; shift -= 1) {
        for (let index = 0; index < 5; index += 1) at[index] = ((bases[index] ?? 0) ^ nibble) & CELL_MASK;
        nibble = (nibble << 1) | this.#mixer.bit((value >> (digit * 4 + shift)) & 1, 5, kind, LIMIT);
      }
      for (let index = 0; index < 5; index += 1)
        bases[index] = mixHash(bases[index] ?? 0, nibble + digit * 16);
      coded = (coded << 4) | (nibble & 15);
    }
    return coded;
  }

  integer(node: WalkNode, value: number): number {
    const coded = this.#integer(mixHash(0x4000, node.id), node.bits, value);
    node.bits = bitLength(coded);
    this.#previousBits = node.bits;
    return coded;
  }

  choice(node: WalkNode, value: number, count: number): number {
    return count - 1 - this.#integer(mixHash(0x5000, node.id), 0, count - 1 - value);
  }

  /** How many bits it has, then the bits, then the sign. */
  #integer(place: number, last: number, value: number): number {
    const { at } = this.#mixer;
    const size = Math.abs(value);
    const length = this.#length(place, last, bitLength(size));
    if (length === 0) return 0;
    let coded = 1;
    let left = length - 1;
    for (let depth = 0; left > 0 && depth < 12; depth += 1) {
      left -= 1;
      const bit = Math.floor(size / 2 ** left) % 2;
      const path = mixHash(length, coded);
      at[0] = mixHash(place + 1, path) & CELL_MASK;
      at[1] = mixHash(0x6000, path) & CELL_MASK;
      coded = coded * 2 + this.#mixer.bit(bit, 2, BitKind.mantissa, LIMIT);
    }
    while (left > 0) {
      const count = Math.min(left, 16);
      left -= count;
      const unit = 2 ** left;
      coded = coded * 2 ** count + this.#mixer.chance(Math.floor(size / unit) % 2 ** count, count);
    }
    at[0] = mixHash(place + 2, 0) & CELL_MASK;
    at[1] = mixHash(place + 3, length) & CELL_MASK;
    return this.#mixer.bit(value < 0 ? 1 : 0, 2, BitKind.sign, LIMIT) === 1 ? -coded : coded;
  }

  /** 0 to 52, in six bits. */
  #length(place: number, last: number, length: number): number {
    const { at } = this.#mixer;
    let coded = 1;
    for (let shift = 5; shift >= 0; shift -= 1) {
      at[0] = mixHash(place + 4, coded) & CELL_MASK;
      at[1] = mixHash(mixHash(place + 5, last), coded) & CELL_MASK;
      at[2] = mixHash(mixHash(place + 6, this.#previousBits), coded) & CELL_MASK;
      at[3] = mixHash(mixHash(place + 7, this.#previous), coded) & CELL_MASK;
      at[4] = mixHash(mixHash(place + 8, this.#lead), coded) & CELL_MASK;
      coded = coded * 2 + this.#mixer.bit((length >> shift) & 1, 5, BitKind.length, LIMIT);
    }
    const said = coded & 63;
    if (said > 52) throw new Refusal('corrupt');
    return said;
  }

  key(node: WalkNode, previous: number, value: number, count: number): number {
    const expected = node.followers.get(previous);
    if (expected !== undefined && this.#follows(node, previous, expected, value) === 1) return expected;
    const digits = count < 15 ? 1 : count < 255 ? 2 : 3;
    const place = mixHash(mixHash(0x7000, node.id), digits);
    const key = this.#digits(value, digits, place, previous, BitKind.key);
    if (key > count + 1) throw new Refusal('corrupt');
    return key;
  }

  #follows(node: WalkNode, previous: number, expected: number, value: number): number {
    const { at } = this.#mixer;
    const place = mixHash(mixHash(0x8000, node.id), previous);
    at[0] = mixHash(place, expected) & CELL_MASK;
    at[1] = mixHash(place + 1, this.#previous) & CELL_MASK;
    at[2] = mixHash(place + 2, this.#lead) & CELL_MASK;
    at[3] = mixHash(mixHash(place + 3, this.#previous), this.#lead) & CELL_MASK;
    return this.#mixer.bit(value === expected ? 1 : 0, 4, BitKind.follower, LIMIT);
  }

  chance(value: number, bits: number): number {
    return this.#mixer.chance(value, bits);
  }

  text(node: WalkNode, text: string): string {
    this.#text.begin(node.id);
    if (this.#budget === undefined) {
      for (const byte of utf8Encode(text)) this.#text.byte(byte);
      this.#text.byte(0);
      return text;
    }
    const read = new ByteSink();
    for (;;) {
      const byte = this.#text.byte(-1);
      if (byte === 0) return utf8Decode(read.taken());
      this.#budget.spend(1);
      read.push(byte);
    }
  }

  #start(coder: ArithmeticCoder): void {
    this.#arithmetic = coder;
    this.#mixer.use(coder);
    this.beginRecord();
  }
}
