/** `frozen`: nothing gets through but nobody knows yet; `cut`: connections are reset and new ones refused. */
export type WindowPhase = 'open' | 'frozen' | 'cut';

/** Signal comes and goes: open for `upMs`, away for `downMs`, and so on. */
export interface WindowSchedule {
  readonly upMs: number;
  readonly downMs: number;
  /** How long a lost signal looks like silence before connections break; at most `downMs`. */
  readonly freezeMs: number;
}

export interface WindowMoment {
  readonly phase: WindowPhase;
  /** Counts the windows from 0; the time away belongs to the window before it. */
  readonly index: number;
  /** Until when this phase lasts, on the clock of `elapsedMs`. */
  readonly untilMs: number;
}

/** Where a schedule stands `elapsedMs` after its first window opened. */
export function windowMoment(schedule: WindowSchedule, elapsedMs: number): WindowMoment {
  const { upMs, downMs } = schedule;
  const cycleMs = upMs + downMs;
  const index = Math.floor(elapsedMs / cycleMs);
  const startMs = index * cycleMs;
  const cutMs = startMs + upMs + Math.min(schedule.freezeMs, downMs);
  if (elapsedMs < startMs + upMs) return { phase: 'open', index, untilMs: startMs + upMs };
  if (elapsedMs < cutMs) return { phase: 'frozen', index, untilMs: cutMs };
  return { phase: 'cut', index, untilMs: startMs + cycleMs };
}
