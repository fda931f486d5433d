import { Refusal } from './refusal.ts';

/**
 * What a frame may still grow into, counted in bytes of JSON while it is read: every value, key and letter takes its share
 * before it is made, so that memory and time end where the bound is, whatever the bytes say.
 */
export class Budget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw new Refusal('too-large');
  }

  get left(): number {
    return this.#left;
  }
}
