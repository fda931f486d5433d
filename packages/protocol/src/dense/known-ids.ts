import { WALK_LIMITS } from './walk-limits.ts';

/** The UUIDs that a chain has met, the newest ones. A parent is mostly named soon after it was sent. */
export class KnownIds {
  readonly #ids: string[];
  readonly #placeOf: Map<string, number>;
  /** Ids so far, those forgotten as well. */
  #met: number;

  constructor(from?: KnownIds) {
    this.#ids = from === undefined ? [] : from.#ids.slice();
    this.#placeOf = new Map(from && from.#placeOf);
    this.#met = from === undefined ? 0 : from.#met;
  }

  get size(): number {
    return this.#ids.length;
  }

  add(id: string): void {
    const place = this.#met % WALK_LIMITS.ids;
    const oldest = this.#ids[place];
    if (oldest !== undefined) this.#placeOf.delete(oldest);
    this.#ids[place] = id;
    this.#placeOf.set(id, place);
    this.#met += 1;
  }

  /** 0 for the oldest, `size - 1` for the newest. */
  ageOf(id: string): number | undefined {
    const place = this.#placeOf.get(id);
    if (place === undefined) return undefined;
    const first = this.#met % this.#ids.length;
    return (place - first + this.#ids.length) % this.#ids.length;
  }

  at(age: number): string | undefined {
    if (age < 0 || age >= this.#ids.length) return undefined;
    return this.#ids[(this.#met + age) % this.#ids.length];
  }
}
