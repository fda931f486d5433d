/** Milliseconds since 1970, by the server's clock. */
export type Clock = () => number;

/** A fresh UUIDv7, for what the server itself names. */
export type MintId = () => string;

/** ISO 8601 with milliseconds, as the wire has it. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
