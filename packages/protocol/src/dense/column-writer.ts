import { ByteSink } from './byte-sink.ts';
import { columnKey, columnSymbol, folded } from './column-form.ts';
import type { ColumnKind, Columns } from './columns.ts';
import { utf8Encode } from './utf8.ts';
import type { ValueCoder } from './value-coder.ts';
import type { WalkNode } from './walk-node.ts';

/** Puts what the walk says into columns, one a node and kind. */
export class ColumnWriter implements ValueCoder {
  readonly reading = false;
  readonly #sinks: Record<ColumnKind, ByteSink[]> = { symbols: [], numbers: [], texts: [] };
  readonly #chance = new ByteSink();
  #bits = 0;
  #waiting = 0;

  beginRecord(): void {
    // A column knows no records.
  }

  symbol(node: WalkNode, symbol: number): number {
    this.#sink('symbols', node).varint(columnSymbol(node, symbol));
    return symbol;
  }

  integer(node: WalkNode, value: number): number {
    this.#sink('numbers', node).varint(folded(value));
    return value;
  }

  choice(node: WalkNode, value: number, count: number): number {
    this.#sink('numbers', node).varint(count - 1 - value);
    return value;
  }

  key(node: WalkNode, previous: number, value: number): number {
    this.#sink('symbols', node).varint(columnKey(node, previous, value));
    return value;
  }

  chance(value: number, bits: number): number {
    this.#waiting = (this.#waiting << bits) | value;
    this.#bits += bits;
    for (; this.#bits >= 8; this.#bits -= 8) this.#chance.push((this.#waiting >>> (this.#bits - 8)) & 0xff);
    this.#waiting &= (1 << this.#bits) - 1;
    return value;
  }

  text(node: WalkNode, text: string): string {
    const sink = this.#sink('texts', node);
    sink.append(utf8Encode(text));
    sink.push(0);
    return text;
  }

  columns(): Columns {
    if (this.#bits > 0) this.chance(0, 8 - this.#bits);
    const taken = (kind: ColumnKind): Uint8Array[] =>
      Array.from(this.#sinks[kind], (sink: ByteSink | undefined) => sink?.taken() ?? new Uint8Array(0));
    return {
      of: { symbols: taken('symbols'), numbers: taken('numbers'), texts: taken('texts') },
      chance: this.#chance.taken(),
    };
  }

  #sink(kind: ColumnKind, { id }: WalkNode): ByteSink {
    return (this.#sinks[kind][id] ??= new ByteSink());
  }
}
