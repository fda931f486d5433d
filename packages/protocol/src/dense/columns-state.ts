import { Budget } from './budget.ts';
import type { ChainState } from './chain-state.ts';
import { ColumnReader } from './column-reader.ts';
import { ColumnWriter } from './column-writer.ts';
import { ColumnWindows } from './columns.ts';
import type { Deflater } from './deflater.ts';
import { runToEnd } from './run-to-end.ts';
import { Walk } from './walk.ts';
import { WalkMemory } from './walk-memory.ts';

/** A column takes at most so many bytes for each of the JSON: a symbol of two bytes can stand for a value of one. */
const COLUMN_BYTES_PER_BYTE = 3;
/** Lengths of columns, which there are without any value. */
const LENGTH_BYTES = 8_192;

export class ColumnsState implements ChainState {
  readonly #deflater: Deflater;
  readonly #memory: WalkMemory;
  readonly #windows: ColumnWindows;

  constructor(deflater: Deflater, from?: ColumnsState) {
    this.#deflater = deflater;
    this.#memory = new WalkMemory(from && from.#memory);
    this.#windows = new ColumnWindows(from && from.#windows);
  }

  *write(value: unknown): Generator<undefined, Uint8Array, void> {
    const writer = new ColumnWriter();
    yield* new Walk(this.#memory, writer, new Budget(Infinity), Infinity).message(value);
    return this.#windows.pack(writer.columns(), this.#deflater);
  }

  read(payload: Uint8Array, budget: Budget, maxDepth: number): unknown {
    const room = budget.left * COLUMN_BYTES_PER_BYTE + LENGTH_BYTES;
    const reader = new ColumnReader(this.#windows.unpack(payload, this.#deflater, room), budget);
    return runToEnd(new Walk(this.#memory, reader, budget, maxDepth).message(undefined));
  }

  fork(): ColumnsState {
    return this.forkWith(this.#deflater);
  }

  /** Any deflater will do: what it wrote is no part of the state, only what it was given. */
  forkWith(deflater: Deflater): ColumnsState {
    return new ColumnsState(deflater, this);
  }
}
