/** One-time codes as RFC 4226 (HOTP) and RFC 6238 (TOTP) have them, with what every authenticator app takes: SHA-1, six digits, 30 s. */

/** Seconds that a code stands for. */
export const STEP_SECONDS = 30;
export const DIGITS = 6;
/** A phone's clock may be a step off, and typing takes time: RFC 6238, 5.2. */
const STEPS_AROUND = 1;

/** @param now ms since 1970 */
export const stepAt = (now: number): number => Math.floor(now / (STEP_SECONDS * 1_000));

/** The step now, and those beside it, the earliest first. */
export function stepsAround(now: number): readonly number[] {
  const step = stepAt(now);
  return Array.from({ length: 2 * STEPS_AROUND + 1 }, (_, index) => step - STEPS_AROUND + index);
}

/** What is hashed for a step: eight bytes, the highest first. */
export function bytesOfStep(step: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(step));
  return bytes;
}

/**
 * Digits out of a hash: RFC 4226, 5.3.
 * @param hash at least 20 bytes
 */
export function digitsOf(hash: Uint8Array, digits: number = DIGITS): string {
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  const number = view.getUint32(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding: whole bytes come in, and here always a multiple of five. */
export function base32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xff_ff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(value >> bits) & 0x1f] ?? '';
    }
  }
  return bits === 0 ? text : text + (LETTERS[(value << (5 - bits)) & 0x1f] ?? '');
}

/** What a person typed, as it is compared: no spaces or hyphens, and the letters that a 0, 1 or 8 was taken for. */
export function plainCode(typed: string): string {
  const plain = typed.replaceAll(/[\s-]/g, '').toUpperCase();
  if (/^\d*$/.test(plain)) return plain;
  return plain.replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('8', 'B');
}

/**
 * What an authenticator app is given. Issuer twice, as apps expect it: before the name for old ones, as a parameter for others.
 * @param secret in base32
 */
export function otpauthUri(issuer: string, name: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${String(DIGITS)}&period=${String(STEP_SECONDS)}`;
}
