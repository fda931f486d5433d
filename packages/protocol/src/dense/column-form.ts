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

/** 0 is the key that came after this one last time; else it is mostly the next number, as keys are numbered as they come. */
export function columnKey(node: WalkNode, previous: number, value: number): number {
  if (value === node.followers.get(previous)) return 0;
  return value === 0 ? 1 : folded(value - previous - 1) + 2;
}

export function fromColumnKey(node: WalkNode, previous: number, coded: number): number {
  if (coded === 0) return node.followers.get(previous) ?? -1;
  return coded === 1 ? 0 : unfolded(coded - 2) + previous + 1;
}
