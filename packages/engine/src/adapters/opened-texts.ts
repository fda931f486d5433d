/** What three requests of the largest size have in them, items and records. */
const MOST_ROWS = 1_500;
const MOST_CHARACTERS = 1_500_000;

interface Opened {
  readonly box: Uint8Array;
  readonly text: string;
}

/**
 * Texts that were opened or sealed lately, with the box each lies in. An item is read when it is picked and again when
 * its verdict is in, and a change of its state leaves its text as it was: neither costs a second encryption. In memory
 * only, and bounded.
 */
export class OpenedTexts {
  readonly #byRow = new Map<string, Opened>();
  #characters = 0;

  textOf(bound: string, box: Uint8Array): string | undefined {
    const opened = this.#byRow.get(bound);
    return opened !== undefined && sameBytes(opened.box, box) ? opened.text : undefined;
  }

  /** The box that this text of this row lies in already. */
  boxOf(bound: string, text: string): Uint8Array | undefined {
    const opened = this.#byRow.get(bound);
    return opened?.text === text ? opened.box : undefined;
  }

  remember(bound: string, box: Uint8Array, text: string): void {
    this.forget(bound);
    this.#byRow.set(bound, { box, text });
    this.#characters += text.length;
    for (const oldest of this.#byRow.keys()) {
      if (this.#byRow.size <= MOST_ROWS && this.#characters <= MOST_CHARACTERS) break;
      this.forget(oldest);
    }
  }

  clear(): void {
    this.#byRow.clear();
    this.#characters = 0;
  }

  /** Nobody asks for it again. */
  forget(bound: string): void {
    const opened = this.#byRow.get(bound);
    if (opened === undefined) return;
    this.#byRow.delete(bound);
    this.#characters -= opened.text.length;
  }
}

/** All of them: a box with one flipped bit is another box, and must be seen not to open. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}
