import { Refusal } from './refusal.ts';

/** Written out here because TextEncoder belongs to the platforms, not to the language. A lone surrogate becomes U+FFFD. */
export function utf8Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    let code = text.charCodeAt(index);
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    if (code < 0x800) {
      bytes[length++] = 0xc0 | (code >> 6);
      bytes[length++] = 0x80 | (code & 0x3f);
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const low = text.charCodeAt(index + 1);
      if (code < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
        index += 1;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        bytes[length++] = 0xf0 | (code >> 18);
        bytes[length++] = 0x80 | ((code >> 12) & 0x3f);
        bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[length++] = 0x80 | (code & 0x3f);
        continue;
      }
      code = 0xfffd;
    }
    bytes[length++] = 0xe0 | (code >> 12);
    bytes[length++] = 0x80 | ((code >> 6) & 0x3f);
    bytes[length++] = 0x80 | (code & 0x3f);
  }
  return bytes.subarray(0, length);
}

/** Units at once for String.fromCharCode: a call takes so many arguments on every engine. */
const CHUNK = 4_096;

/** Refuses whatever `utf8Encode` does not write: wrong bytes, overlong forms, surrogates. */
export function utf8Decode(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length;) {
    const lead = bytes[index] ?? 0;
    index += 1;
    if (lead < 0x80) {
      units[length++] = lead;
      continue;
    }
    const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4) throw new Refusal('corrupt');
    let code = lead & (0x3f >> more);
    for (let count = 0; count < more; count += 1, index += 1) {
      const byte = bytes[index] ?? 0;
      if ((byte & 0xc0) !== 0x80) throw new Refusal('corrupt');
      code = (code << 6) | (byte & 0x3f);
    }
    const least = more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000;
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new Refusal('corrupt');
    if (code < 0x10000) units[length++] = code;
    else {
      units[length++] = 0xd800 + ((code - 0x10000) >> 10);
      units[length++] = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
  }
  let text = '';
  for (let from = 0; from < length; from += CHUNK)
    text += String.fromCharCode(...units.subarray(from, Math.min(length, from + CHUNK)));
  return text;
}
