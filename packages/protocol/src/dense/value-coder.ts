import type { WalkNode } from './walk-node.ts';

/**
 * What stands behind the walk. Every method writes the value that it is given and returns it; while `reading` it ignores
 * the value, reads one and returns that. So one walk serves both directions, and the two cannot drift apart.
 */
export interface ValueCoder {
  readonly reading: boolean;
  /** A record begins: what came before hardly foretells it. */
  beginRecord(): void;
  /** One of `WalkKind`, or an entry of the node. */
  symbol(node: WalkNode, symbol: number): number;
  /** A whole number, |n| < 2^52. */
  integer(node: WalkNode, value: number): number;
  /** One of `count`, of which the last is the newest and the likeliest. */
  choice(node: WalkNode, value: number, count: number): number;
  /**
   * The key after `previous` in an object: 0 ends it, 1 to `count` name a key, `count + 1` a new one. The node's `followers`
   * say which one is expected.
   */
  key(node: WalkNode, previous: number, value: number, count: number): number;
  /** Up to 16 bits that nothing foretells. */
  chance(value: number, bits: number): number;
  /** A text without NUL and lone surrogates. */
  text(node: WalkNode, text: string): string;
}
