import { KnownIds } from './known-ids.ts';
import { WALK_LIMITS } from './walk-limits.ts';
import { WalkNode } from './walk-node.ts';

const ROOT = 0;
/** The node of the texts of new keys, and of every place for which there is no node left. */
const SPARE = 1;

/** What a chain knows of the JSON so far. Ids instead of references, so that it can be copied list by list. */
export class WalkMemory {
  readonly ids: KnownIds;
  readonly keys: string[];
  readonly keyOf: Map<string, number>;
  readonly #nodes: WalkNode[];
  #entries: number;
  #followers: number;

  constructor(from?: WalkMemory) {
    this.ids = new KnownIds(from?.ids);
    this.keys = from === undefined ? [] : from.keys.slice();
    this.keyOf = new Map(from?.keyOf);
    this.#nodes =
      from === undefined ? [new WalkNode(ROOT), new WalkNode(SPARE)] : from.#nodes.map((node) => node.copy());
    this.#entries = from === undefined ? 0 : from.#entries;
    this.#followers = from === undefined ? 0 : from.#followers;
  }

  get root(): WalkNode {
    return this.node(ROOT);
  }

  get keyNode(): WalkNode {
    return this.node(SPARE);
  }

  get nodes(): readonly WalkNode[] {
    return this.#nodes;
  }

  child(node: WalkNode, key: string): WalkNode {
    const id = node.children.get(key);
    if (id !== undefined) return this.node(id);
    const made = this.#make();
    // What came too late is not remembered: a list of strangers' keys must not grow either.
    if (made.id !== SPARE) node.children.set(key, made.id);
    return made;
  }

  item(node: WalkNode): WalkNode {
    if (node.item === ROOT) node.item = this.#make().id;
    return this.node(node.item);
  }

  node(id: number): WalkNode {
    const node = this.#nodes[id];
    if (node === undefined) throw new RangeError(`there is no node ${id}`);
    return node;
  }

  /** Remembers a text at its place, when it is short and there is room. */
  addEntry(node: WalkNode, text: string): void {
    if (text.length > WALK_LIMITS.entryText) return;
    if (node.entries.length >= WALK_LIMITS.entriesPerNode || this.#entries >= WALK_LIMITS.entries) return;
    node.entryOf.set(text, node.entries.length);
    node.entries.push(text);
    this.#entries += 1;
  }

  addKey(key: string): void {
    this.keyOf.set(key, this.keys.length);
    this.keys.push(key);
  }

  follow(node: WalkNode, key: number, next: number): void {
    if (!node.followers.has(key)) {
      if (this.#followers >= WALK_LIMITS.followers) return;
      this.#followers += 1;
    }
    node.followers.set(key, next);
  }

  #make(): WalkNode {
    if (this.#nodes.length >= WALK_LIMITS.nodes) return this.node(SPARE);
    const node = new WalkNode(this.#nodes.length);
    this.#nodes.push(node);
    return node;
  }
}
