/** What is known of one place in the JSON: elements of a list share one place. Plain fields, so that a copy is cheap. */
export class WalkNode {
  readonly id: number;
  /** Ids of the nodes below, by key. */
  readonly children: Map<string, number>;
  /** Id of the node of a list's elements; 0, which is the root, while there is none. */
  item = 0;
  readonly entries: string[];
  readonly entryOf: Map<string, number>;
  /** Which key came last after which, by number; 0 is the end, and what comes before the first. */
  readonly followers: Map<number, number>;
  /** The symbol here last time; -1 before the first. */
  last = -1;
  /** Share of times at which the symbol was that of the time before, of 4,096; it runs. */
  repeats = 2_048;
  /** Decimal places of the numbers here; it only grows. */
  scale = 0;
  /** The last number, shifted by the scale. */
  mantissa = 0;
  /** Running bits that a number costs by itself, and as a difference to the last; times 256. */
  plainCost = 0;
  differenceCost = 1_024;
  /** The last time here, ms since 1970. */
  time = 0;
  /** Bits of the last whole number that was coded here. */
  bits = 0;

  constructor(id: number, from?: WalkNode) {
    this.id = id;
    this.children = new Map(from?.children);
    this.entries = from === undefined ? [] : from.entries.slice();
    this.entryOf = new Map(from?.entryOf);
    this.followers = new Map(from?.followers);
  }

  copy(): WalkNode {
    const copy = new WalkNode(this.id, this);
    copy.item = this.item;
    copy.last = this.last;
    copy.repeats = this.repeats;
    copy.scale = this.scale;
    copy.mantissa = this.mantissa;
    copy.plainCost = this.plainCost;
    copy.differenceCost = this.differenceCost;
    copy.time = this.time;
    copy.bits = this.bits;
    return copy;
  }
}
