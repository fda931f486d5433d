import { expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('is the CRC-32 of zlib, in one piece or in several', () => {
  // The check value of the CRC catalogue.
  expect(crc32(bytes('123456789'), 0)).toBe(0xcbf43926);
  expect(crc32(bytes('6789'), crc32(bytes('12345'), 0))).toBe(0xcbf43926);
  expect(crc32(bytes(''), 0)).toBe(0);
});
