/** What one client did with the windows it got. Times are milliseconds after the first window opened. */
export interface WindowFigures {
  readonly who: string;
  /** Stored: on the server's disk and answered. Null where not all got there before the run was given up. */
  readonly firstMs: number | null;
  readonly criticalMs: number | null;
  readonly highMs: number | null;
  readonly allMs: number | null;
  readonly criticalCount: number;
  readonly highCount: number;
  /** When the phone knew it. */
  readonly acknowledgedMs: number | null;
  /** Payload of TCP: TLS, headers and bodies. */
  readonly upBytes: number;
  readonly downBytes: number;
  readonly bodyBytes: number;
  readonly requests: number;
  readonly connections: number;
}

/** When the last of these was stored; null when one of them was not. */
export function lastStored(
  ids: readonly string[],
  storedAt: ReadonlyMap<string, number>,
  startMs: number,
): number | null {
  let last = startMs;
  for (const id of ids) {
    const at = storedAt.get(id);
    if (at === undefined) return null;
    last = Math.max(last, at);
  }
  return last - startMs;
}

export function firstStored(storedAt: ReadonlyMap<string, number>, startMs: number): number | null {
  return storedAt.size === 0 ? null : Math.min(...storedAt.values()) - startMs;
}
