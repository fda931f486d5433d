const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of a base64 text without padding; written out because atob belongs to the platforms, not to the language. */
export function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let waiting = 0;
  let bits = 0;
  let length = 0;
  for (const letter of text) {
    waiting = ((waiting << 6) | LETTERS.indexOf(letter)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = (waiting >>> bits) & 0xff;
    length += 1;
  }
  return bytes;
}
