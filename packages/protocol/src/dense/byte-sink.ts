/** Bytes that grow. */
export class ByteSink {
  #bytes = new Uint8Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow(this.#length + 1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  append(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#grow(this.#length + bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A whole number from 0 to 2^53 - 1 in groups of seven bits, lowest first. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.push(rest);
  }

  /** Four bytes, lowest first. */
  uint32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.push((value >>> shift) & 0xff);
  }

  /** Adds one to the number that the last bytes are, as in school: nines become noughts and carry on. */
  carry(): void {
    let index = this.#length - 1;
    while (index >= 0 && this.#bytes[index] === 255) {
      this.#bytes[index] = 0;
      index -= 1;
    }
    this.#bytes[index] = (this.#bytes[index] ?? 0) + 1;
  }

  taken(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(atLeast: number): void {
    const bytes = new Uint8Array(Math.max(atLeast, this.#bytes.length * 2));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}
