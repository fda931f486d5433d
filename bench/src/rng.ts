/** A seeded stream of chance: the same seed always gives the same link and the same corpus. Not for secrets. */
export class Rng {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1): mulberry32, small and good enough to shape test data. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.int(0, 255));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  shuffle<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, rank: this.next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }

  /** `count` different members (all of them when there are fewer), in the order of the list. */
  some<T>(from: readonly T[], count: number): T[] {
    let wanted = Math.min(count, from.length);
    let left = from.length;
    return from.filter(() => {
      const taken = this.next() * left < wanted;
      left -= 1;
      if (taken) wanted -= 1;
      return taken;
    });
  }

  /** Picks by weight: `[['SAFE', 3], ['UNKNOWN', 1]]` gives SAFE three times in four. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let roll = this.next() * total;
    for (const [value, weight] of choices) {
      roll -= weight;
      if (roll < 0) return value;
    }
    throw new RangeError('weights must be positive');
  }

  /** Many small, few large: a log-normal count around `median`; `spread` 0.5 is mild, 1 is wild. */
  skewed(median: number, spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    const gauss = radius * Math.cos(2 * Math.PI * this.next());
    return Math.round(median * Math.exp(spread * gauss));
  }
}
