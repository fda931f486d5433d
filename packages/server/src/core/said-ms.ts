/** Below this the time is told to ten: what was told before on a connection that stays is one byte, what is new is thirteen. */
const TO_TEN_BELOW_MS = 100;

/** How long the office was at work, as its reply says it, whole ms. A device takes it off the round trip, and no more. */
export function saidMs(ms: number): number {
  return ms < TO_TEN_BELOW_MS ? 10 * Math.round(ms / 10) : Math.round(ms);
}
