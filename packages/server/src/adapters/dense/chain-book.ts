import type { Coder, DenseChain } from '@fieldsync/protocol/dense';

/** Bytes that the state of one chain takes after 1,000 records of the corpus: 4.46 and 1.30 million were measured. */
const CHAIN_BYTES: Readonly<Record<Coder, number>> = { mixing: 4_500_000, columns: 1_300_000 };

export interface ChainBounds {
  readonly bytes: number;
  /** Chains of one account: a phone has one for its page and one for its worker. */
  readonly each: number;
  /** A device begins a new chain after a minute of silence. */
  readonly idleMs: number;
}

interface Kept {
  readonly account: string;
  readonly chain: DenseChain;
  readonly at: number;
}

/** The chains that may go on, by account and by what came last. Those that were silent longest make room. */
export class ChainBook {
  readonly #bounds: ChainBounds;
  /** Longest silent first. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(bounds: ChainBounds) {
    this.#bounds = bounds;
  }

  /** Part of the room that is taken. */
  get fullness(): number {
    return this.#bytes / this.#bounds.bytes;
  }

  /** It is the caller's now: a chain that goes wrong in the middle of a message is never put back. */
  take(account: string, coder: Coder, checksum: number): DenseChain | undefined {
    const key = keyOf(account, coder, checksum);
    const chain = this.#kept.get(key)?.chain;
    this.#drop(key);
    return chain;
  }

  put(account: string, chain: DenseChain, now: number): void {
    const key = keyOf(account, chain.coder, chain.checksum);
    this.#drop(key);
    this.#kept.set(key, { account, chain, at: now });
    this.#bytes += CHAIN_BYTES[chain.coder];
    const own = [...this.#kept].filter(([, kept]) => kept.account === account);
    for (const [old] of own.slice(0, -this.#bounds.each)) this.#drop(old);
    for (const [old, { at }] of this.#kept) {
      if (this.#bytes <= this.#bounds.bytes && now - at < this.#bounds.idleMs) break;
      this.#drop(old);
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.#bytes -= CHAIN_BYTES[kept.chain.coder];
  }
}

function keyOf(account: string, coder: Coder, checksum: number): string {
  return `${coder} ${String(checksum)} ${account}`;
}
