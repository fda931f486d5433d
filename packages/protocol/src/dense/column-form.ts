import type { WalkNode } from './walk-node.ts';

/** Repeats of 4,096 from which a symbol is expected to be that of the time before. */
const SURE = 2_458;

/** A number with sign as one without, small for small. */
export function folded(value: number): number {
  return value < 0 ? value * -2 - 1 : value * 2;
}

export function unfolded(value: number): number {
  return value % 2 === 0 ? value / 2 : (value + 1) / -2;
}

/** Where a symbol is mostly that of the time before, 0 says so, and the column becomes a run of noughts. */
export function columnSymbol(node: WalkNode, symbol: number): number {
  if (node.repeats < SURE) return symbol;
  return symbol === node.last ? 0 : symbol + 1;
}

export function fromColumnSymbol(node: WalkNode, coded: number): number {
  if (node.repeats < SURE) return coded;
  return coded === 0 ? node.last : coded - 1;
}

/** Keys are numbered as they come first, so the next key is mostly the next number. */
export function columnKey(previous: number, value: number): number {
  return value === 0 ? 0 : folded(value - previous - 1) + 1;
}

export function fromColumnKey(previous: number, coded: number): number {
  return coded === 0 ? 0 : unfolded(coded - 1) + previous + 1;
}
