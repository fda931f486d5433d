import { mustWait, pinDelayMs } from '../core/pin-delay.ts';
import { StoreLockedError, type Clock, type PinLock, type PinState, type UnlockResult } from '../ports.ts';
import type { EngineDatabase } from './engine-database.ts';
import { makeKey, type KeptKey, type KeyRing, type RingRow } from './key-ring.ts';
import type { OpenedTexts } from './opened-texts.ts';
import type { MarkedItems } from './sending-marks.ts';
import { makePinKey, openPinKey } from './pin-key.ts';
import { sealAnew } from './seal-anew.ts';

/**
 * The PIN before one account's database. Setting or removing it makes a new key, because the old one cannot be read out to
 * be wrapped, and seals everything anew; until that is done both keys are kept, and a page without the PIN is locked out.
 */
export class DatabasePinLock implements PinLock {
  readonly #database: EngineDatabase;
  readonly #ring: KeyRing;
  readonly #opened: OpenedTexts;
  readonly #marked: MarkedItems;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #rounds: number;

  constructor(
    database: EngineDatabase,
    ring: KeyRing,
    memory: { readonly opened: OpenedTexts; readonly marked: MarkedItems },
    clock: Pick<Clock, 'now'>,
    rounds: number,
  ) {
    this.#database = database;
    this.#ring = ring;
    this.#opened = memory.opened;
    this.#marked = memory.marked;
    this.#clock = clock;
    this.#rounds = rounds;
  }

  async state(): Promise<PinState> {
    const row = await this.#ring.row();
    return {
      set: row?.keys.some(({ wrapped }) => wrapped !== undefined) === true,
      locked: this.#ring.isLocked(row),
      notBefore: row?.notBefore ?? 0,
    };
  }

  async set(pin: string): Promise<void> {
    if ((await this.state()).set) throw new Error('There is a PIN already');
    const { id, wrapped, key } = await makePinKey(pin, this.#rounds);
    this.#ring.unlock(id, key);
    await this.#change({ id, wrapped });
    await sealAnew(this.#database, this.#ring, this.#opened);
  }

  async remove(): Promise<void> {
    const made = await makeKey();
    await this.#change(made);
    await sealAnew(this.#database, this.#ring, this.#opened);
  }

  async unlock(pin: string): Promise<UnlockResult> {
    const row = await this.#ring.row();
    const kept = row?.keys.find(({ wrapped }) => wrapped !== undefined);
    if (row === undefined || kept?.wrapped === undefined) return { ok: true };
    if (mustWait(row.notBefore, this.#clock.now()))
      return { ok: false, reason: 'wait', notBefore: row.notBefore };
    /* Counted before it is tried: a page that is killed in between has had its try. */
    const notBefore = await this.#count(row);
    const key = await openPinKey(pin, kept.wrapped);
    if (key === undefined) return { ok: false, reason: 'wrong', notBefore };
    this.#ring.unlock(kept.id, key);
    await this.#update((now) => ({ ...now, wrong: 0, notBefore: 0 }));
    if (row.keys.length > 1) await sealAnew(this.#database, this.#ring, this.#opened);
    return { ok: true };
  }

  async lock(): Promise<void> {
    this.#ring.lock();
    this.#opened.clear();
    this.#marked.clear();
    /* Written as it is, so that screens which watch the row look again. */
    await this.#update((row) => row);
  }

  async #count(row: RingRow): Promise<number> {
    const wrong = row.wrong + 1;
    const delay = pinDelayMs(wrong);
    const notBefore = delay === 0 ? 0 : this.#clock.now() + delay;
    await this.#update((now) => ({ ...now, wrong, notBefore }));
    return notBefore;
  }

  async #change(next: KeptKey): Promise<void> {
    await this.#database.transaction('rw', this.#database.keys, async () => {
      const row = await this.#ring.row();
      if (this.#ring.isLocked(row)) throw new StoreLockedError('Locked with a PIN');
      const keys = [...(row?.keys ?? []), next];
      await this.#ring.put({ id: 'ring', current: next.id, keys, wrong: 0, notBefore: 0 });
    });
  }

  async #update(change: (row: RingRow) => RingRow): Promise<void> {
    await this.#database.transaction('rw', this.#database.keys, async () => {
      const row = await this.#ring.row();
      if (row !== undefined) await this.#ring.put(change(row));
    });
  }
}
