/** Waiting lines that are served in turn, one item each, so that one busy connection cannot starve the others. */
export class FairQueue<Key, Item> {
  readonly #lines = new Map<Key, Item[]>();

  push(key: Key, item: Item): void {
    const line = this.#lines.get(key);
    if (line) line.push(item);
    else this.#lines.set(key, [item]);
  }

  /** The next item in turn; its line goes to the back. */
  shift(): { readonly key: Key; readonly item: Item } | undefined {
    for (const [key, line] of this.#lines) {
      const item = line.shift();
      this.#lines.delete(key);
      if (item === undefined) continue;
      if (line.length > 0) this.#lines.set(key, line);
      return { key, item };
    }
    return undefined;
  }

  /** Forgets a line and all that waits in it. */
  drop(key: Key): void {
    this.#lines.delete(key);
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }
}
