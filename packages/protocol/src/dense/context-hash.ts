/** Mixes a number into a hash. Whole numbers of 32 bits, equal on every engine. */
export function mixHash(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ (value + 0x7f4a7c15), 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
}
