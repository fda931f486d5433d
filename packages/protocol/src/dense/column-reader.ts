import type { Budget } from './budget.ts';
import { ByteSource } from './byte-source.ts';
import { fromColumnKey, fromColumnSymbol, unfolded } from './column-form.ts';
import type { ColumnKind, Columns } from './columns.ts';
import { Refusal } from './refusal.ts';
import { utf8Decode } from './utf8.ts';
import type { ValueCoder } from './value-coder.ts';
import type { WalkNode } from './walk-node.ts';

/** Whole numbers that the walk may be told. */
const LIMIT = 2 ** 52;
const NOTHING = new ByteSource(new Uint8Array(0));

/** Gives back to the walk what a `ColumnWriter` was told. */
export class ColumnReader implements ValueCoder {
  readonly reading = true;
  readonly #sources: Readonly<Record<ColumnKind, readonly ByteSource[]>>;
  readonly #chance: ByteSource;
  readonly #budget: Budget;
  #bits = 0;
  #waiting = 0;

  constructor(columns: Columns, budget: Budget) {
    const sources = (kind: ColumnKind): ByteSource[] =>
      columns.of[kind].map((column) => new ByteSource(column));
    this.#sources = { symbols: sources('symbols'), numbers: sources('numbers'), texts: sources('texts') };
    this.#chance = new ByteSource(columns.chance);
    this.#budget = budget;
  }

  beginRecord(): void {
    // A column knows no records.
  }

  symbol(node: WalkNode): number {
    return fromColumnSymbol(node, this.#source('symbols', node).varint());
  }

  integer(node: WalkNode): number {
    const value = unfolded(this.#source('numbers', node).varint());
    if (Math.abs(value) >= LIMIT) throw new Refusal('corrupt');
    return value;
  }

  choice(node: WalkNode, _value: number, count: number): number {
    return count - 1 - this.#source('numbers', node).varint();
  }

  key(node: WalkNode, previous: number, _value: number, count: number): number {
    const key = fromColumnKey(node, previous, this.#source('symbols', node).varint());
    if (key < 0 || key > count + 1) throw new Refusal('corrupt');
    return key;
  }

  chance(_value: number, bits: number): number {
    for (; this.#bits < bits; this.#bits += 8) this.#waiting = (this.#waiting << 8) | this.#chance.next();
    this.#bits -= bits;
    const value = this.#waiting >>> this.#bits;
    this.#waiting &= (1 << this.#bits) - 1;
    return value;
  }

  text(node: WalkNode): string {
    const bytes = this.#source('texts', node).takeUntilNul();
    this.#budget.spend(bytes.length);
    return utf8Decode(bytes);
  }

  #source(kind: ColumnKind, { id }: WalkNode): ByteSource {
    return this.#sources[kind][id] ?? NOTHING;
  }
}
