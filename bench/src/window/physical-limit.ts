import type { LinkProfile } from '../link-shaper.ts';

/**
 * The least that any client needs from a cold start until `bytes` are at the server: one round trip for TCP, one for TLS 1.3,
 * the bytes at the link's rate, and half a round trip for the last of them to arrive. Milliseconds.
 */
export function physicalLimitMs(bytes: number, { rttMs, upKbps }: LinkProfile): number {
  return 2.5 * rttMs + (8 * bytes) / upKbps;
}
