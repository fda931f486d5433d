/** A link as the phone sees it. Rates in kilobits (1,000 bits) per second. */
export interface LinkProfile {
  readonly upKbps: number;
  readonly downKbps: number;
  readonly rttMs: number;
  /** Up to this much more round trip, spread over both directions. */
  readonly jitterMs: number;
}

/**
 * EDGE, 3G-weak and 4G are the yardstick on which the peers' figures in the benchmarks were taken; change one and no
 * figure compares any more. Where they stand against what was measured in the country:
 * - 2G about 161 kbit/s and 3G about 450 kbit/s down, four operators, three months, Akure and Ibadan: Dahunsi and
 *   Akinlabi, Nigerian Journal of Technology, 2019. Rural Borno is likely worse.
 * - rural 12.7 Mbit/s down, 6.1 up, 37 ms: Nigerian Communications Commission and Ookla, third quarter of 2025. Speed
 *   tests leave out the places with no data service at all, so that is an upper bound, and 4G here stays below it.
 * GPRS is the throttle preset of the Community Health Toolkit (tests/utils/network.js), for the edge of a cell.
 * None has jitter: no published distribution for these places was found, so a test that wants some says how much.
 */
export const linkProfiles = {
  gprs: { upKbps: 20, downKbps: 50, rttMs: 500, jitterMs: 0 },
  edge: { upKbps: 120, downKbps: 240, rttMs: 600, jitterMs: 0 },
  weak3g: { upKbps: 400, downKbps: 800, rttMs: 300, jitterMs: 0 },
  '4g': { upKbps: 5_000, downKbps: 10_000, rttMs: 60, jitterMs: 0 },
  unshaped: { upKbps: Infinity, downKbps: Infinity, rttMs: 0, jitterMs: 0 },
} as const satisfies Record<string, LinkProfile>;

export type LinkProfileName = keyof typeof linkProfiles;
