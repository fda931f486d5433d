import { Dexie } from 'dexie';
import type { SealingKeys } from './key-ring.ts';
import type { OpenedTexts } from './opened-texts.ts';
import { keyIdOf, openBox, sealText } from './sealed-box.ts';

/** One text of one row. `bound` says which: table, row, part. */
export interface BoxOf {
  readonly bound: string;
  readonly box: unknown;
}
export interface TextOf {
  readonly bound: string;
  readonly text: string;
}

/**
 * Opens and seals within one transaction, in bulk. An IndexedDB transaction ends when anything but its own requests is
 * awaited; `Dexie.waitFor` asks it for nothing again and again meanwhile, and holds it open.
 */
export class Sealer {
  readonly #load: () => Promise<SealingKeys>;
  readonly #opened: OpenedTexts;
  #keys: Promise<SealingKeys> | undefined;
  #holding: PromiseLike<unknown> | undefined;

  /** @param load reads the keys within this transaction: another tab may have changed them */
  constructor(load: () => Promise<SealingKeys>, opened: OpenedTexts) {
    this.#load = load;
    this.#opened = opened;
  }

  /** Undefined for each that does not open. */
  async open(boxes: readonly BoxOf[]): Promise<(string | undefined)[]> {
    if (boxes.length === 0) return [];
    const keys = await (this.#keys ??= this.#load());
    const texts = boxes.map(({ bound, box }) =>
      box instanceof Uint8Array ? this.#opened.textOf(bound, box) : undefined,
    );
    const opening: Promise<void>[] = [];
    for (const [index, { bound, box }] of boxes.entries()) {
      const key = texts[index] === undefined ? keys.key(keyIdOf(box)) : undefined;
      if (key === undefined || !(box instanceof Uint8Array)) continue;
      opening.push(
        outside(async () => {
          const text = await openBox(key, bound, box);
          texts[index] = text;
          if (text !== undefined) this.#opened.remember(bound, box, text);
        }),
      );
    }
    if (opening.length > 0) await this.#holdOpen(Promise.all(opening));
    return texts;
  }

  /** A text that is deleted need not be remembered. */
  forget(bound: string): void {
    this.#opened.forget(bound);
  }

  async seal(texts: readonly TextOf[]): Promise<Uint8Array[]> {
    if (texts.length === 0) return [];
    const { current } = await (this.#keys ??= this.#load());
    if (current === undefined) throw new Error('Nothing is sealed in a transaction that only reads');
    const boxes: Uint8Array[] = [];
    const sealing: Promise<void>[] = [];
    for (const [index, { bound, text }] of texts.entries()) {
      const known = this.#opened.boxOf(bound, text);
      if (known !== undefined && keyIdOf(known) === current.id) {
        boxes[index] = known;
        continue;
      }
      sealing.push(
        outside(async () => {
          const box = await sealText(current, bound, text);
          boxes[index] = box;
          this.#opened.remember(bound, box, text);
        }),
      );
    }
    if (sealing.length > 0) await this.#holdOpen(Promise.all(sealing));
    return boxes;
  }

  /** One wait at a time: of two that overlap, Dexie forgets the one that ends last, and the transaction hangs. */
  async #holdOpen(work: Promise<unknown>): Promise<void> {
    let settled = false;
    const done = work.finally(() => {
      settled = true;
    });
    while (!settled) {
      this.#holding ??= Dexie.waitFor(done).finally(() => {
        this.#holding = undefined;
      });
      await this.#holding;
    }
    await done;
  }
}

/** Within a transaction Dexie changes zones before and after each await, and these have several for each row. */
const outside = (work: () => Promise<void>): Promise<void> => Dexie.ignoreTransaction(work);
