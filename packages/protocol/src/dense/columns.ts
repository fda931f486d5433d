import { ByteSink } from './byte-sink.ts';
import { ByteSource } from './byte-source.ts';
import type { Deflater } from './deflater.ts';
import { Refusal } from './refusal.ts';
import { WALK_LIMITS } from './walk-limits.ts';

/** What is deflated by itself, because like compresses like: how long each column is, then the columns by kind. */
export const COLUMN_KINDS = ['symbols', 'numbers', 'texts'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** The window of deflate: what lies further back cannot be referred to. */
const WINDOW = 32_768;

export interface Columns {
  /** By kind, then by node. */
  readonly of: Readonly<Record<ColumnKind, readonly Uint8Array[]>>;
  /** Bits without a pattern: they are sent as they are. */
  readonly chance: Uint8Array;
}

/** The last bytes of every kind, and of the lengths before them: the preset dictionaries of the next message. */
export class ColumnWindows {
  readonly #windows: Uint8Array[];

  constructor(from?: ColumnWindows) {
    this.#windows = from === undefined ? [] : from.#windows.slice();
  }

  pack(columns: Columns, deflater: Deflater): Uint8Array {
    const head = new ByteSink();
    const body = new ByteSink();
    for (const [place, section] of sectionsOf(columns).entries()) {
      const packed = section.length === 0 ? section : deflater.deflateRaw(section, this.#windowAt(place));
      head.varint(packed.length);
      body.append(packed);
      this.#move(place, section);
    }
    body.append(columns.chance);
    head.append(body.taken());
    return head.taken();
  }

  unpack(payload: Uint8Array, deflater: Deflater, maxBytes: number): Columns {
    const source = new ByteSource(payload);
    const sizes = [source.varint(), ...COLUMN_KINDS.map(() => source.varint())];
    let room = maxBytes;
    const sections = sizes.map((size, place) => {
      const packed = source.take(size);
      const section = size === 0 ? packed : deflater.inflateRaw(packed, this.#windowAt(place), room);
      if (section === undefined) throw new Refusal('corrupt');
      room -= section.length;
      this.#move(place, section);
      return section;
    });
    return columnsFrom(sections, source.take(source.left));
  }

  #windowAt(place: number): Uint8Array {
    return this.#windows[place] ?? new Uint8Array(0);
  }

  #move(place: number, section: Uint8Array): void {
    const joined = new ByteSink();
    joined.append(this.#windowAt(place));
    joined.append(section);
    this.#windows[place] = joined.taken().slice(-WINDOW);
  }
}

function sectionsOf({ of }: Columns): Uint8Array[] {
  const lengths = new ByteSink();
  const sections = COLUMN_KINDS.map((kind) => {
    const section = new ByteSink();
    lengths.varint(of[kind].length);
    for (const column of of[kind]) {
      lengths.varint(column.length);
      section.append(column);
    }
    return section.taken();
  });
  return [lengths.taken(), ...sections];
}

function columnsFrom([lengths = new Uint8Array(0), ...sections]: Uint8Array[], chance: Uint8Array): Columns {
  const source = new ByteSource(lengths);
  const columnsOf = (section: Uint8Array): Uint8Array[] => {
    const bytes = new ByteSource(section);
    const count = source.varint();
    if (count > WALK_LIMITS.nodes) throw new Refusal('corrupt');
    return Array.from({ length: count }, () => bytes.take(source.varint()));
  };
  const [symbols = [], numbers = [], texts = []] = sections.map(columnsOf);
  return { of: { symbols, numbers, texts }, chance };
}
