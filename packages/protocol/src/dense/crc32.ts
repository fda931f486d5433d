const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = (rest & 1) === 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** The CRC-32 of zlib and gzip, continued from `before` (0 for none). */
export function crc32(bytes: Uint8Array, before: number): number {
  let rest = ~before;
  for (let index = 0; index < bytes.length; index += 1)
    rest = (TABLE[(rest ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (rest >>> 8);
  return ~rest >>> 0;
}
