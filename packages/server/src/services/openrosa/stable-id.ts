import { createHash } from 'node:crypto';

/**
 * A UUID (version 8 of RFC 9562) that the same parts always give: what another app sends again after a lost reply gets the
 * same ids, in whichever process it arrives [S1].
 */
export function stableId(kind: 'record' | 'operation' | 'device', ...parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(['fieldsync openrosa', kind, ...parts]));
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
