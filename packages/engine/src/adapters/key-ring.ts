/**
 * The keys of one account's database, in the database: without a PIN as CryptoKeys that no script can read out, so that
 * the worker opens rows with no page open; with a PIN wrapped by what the PIN makes, and open only in the memory of the
 * page where it was entered, and of its drain worker.
 */
import { Dexie, type Table } from 'dexie';
import { StoreLockedError } from '../ports.ts';
import type { SealingKey } from './sealed-box.ts';

/** See pin-key.ts. */
export interface WrappedKey {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** A key as it is kept: as it is, or wrapped by a PIN. */
export interface KeptKey {
  readonly id: number;
  readonly key?: CryptoKey;
  readonly wrapped?: WrappedKey;
}

export interface RingRow {
  readonly id: 'ring';
  /** What new boxes are sealed with. */
  readonly current: number;
  /** More than one while rows are being sealed anew under another. */
  readonly keys: readonly KeptKey[];
  /** Wrong PINs in a row, and before when no other is tried, ms since 1970. */
  readonly wrong: number;
  readonly notBefore: number;
}

/** What one transaction seals and opens with. */
export interface SealingKeys {
  /** Undefined in a database that has no key yet, or none any more. */
  readonly current: SealingKey | undefined;
  key(id: number | undefined): CryptoKey | undefined;
}

export class KeyRing {
  readonly #rows: Table<RingRow, string>;
  /** Keys that a PIN opened, in this page and its own worker only. */
  readonly #unlocked = new Map<number, CryptoKey>();
  #watcher: ((keys: ReadonlyMap<number, CryptoKey>) => void) | undefined;

  constructor(rows: Table<RingRow, string>) {
    this.#rows = rows;
  }

  row(): Promise<RingRow | undefined> {
    return this.#rows.get('ring');
  }

  async put(row: RingRow): Promise<void> {
    await this.#rows.put(row);
  }

  /** Also while a PIN is being taken away: what is not sealed anew yet would look unreadable to who has no PIN. */
  isLocked(row: RingRow | undefined): boolean {
    return row?.keys.some(({ id, wrapped }) => wrapped !== undefined && !this.#unlocked.has(id)) === true;
  }

  /** Within a transaction. Throws while locked: then nothing may be read, under older keys neither. */
  async load(mayCreate: boolean): Promise<SealingKeys> {
    let row = await this.row();
    if (row === undefined && mayCreate) {
      const made = await Dexie.waitFor(makeKey());
      row = { id: 'ring', current: made.id, keys: [made], wrong: 0, notBefore: 0 };
      await this.put(row);
    }
    if (this.isLocked(row)) throw new StoreLockedError('Locked with a PIN');
    const byId = new Map<number, CryptoKey>();
    for (const { id, key } of row?.keys ?? []) {
      const open = key ?? this.#unlocked.get(id);
      if (open !== undefined) byId.set(id, open);
    }
    const current = row === undefined ? undefined : byId.get(row.current);
    return {
      current: row === undefined || current === undefined ? undefined : { id: row.current, key: current },
      key: (id) => (id === undefined ? undefined : byId.get(id)),
    };
  }

  unlock(id: number, key: CryptoKey): void {
    this.#unlocked.set(id, key);
    this.#watcher?.(this.#unlocked);
  }

  lock(): void {
    this.#unlocked.clear();
    this.#watcher?.(this.#unlocked);
  }

  /** Told of the keys that a PIN opened whenever they change. */
  watch(watcher: (keys: ReadonlyMap<number, CryptoKey>) => void): void {
    this.#watcher = watcher;
  }

  /** Those of the page, and no others. */
  adopt(keys: ReadonlyMap<number, CryptoKey>): void {
    this.#unlocked.clear();
    for (const [id, key] of keys) this.#unlocked.set(id, key);
  }
}

export async function makeKey(): Promise<{ id: number; key: CryptoKey }> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  return { id: newKeyId(), key };
}

/** Not counted up: after the keys were lost, the first new one must not look like the first old one. */
export function newKeyId(): number {
  return new DataView(crypto.getRandomValues(new Uint8Array(4)).buffer).getUint32(0);
}
