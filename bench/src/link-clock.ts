/** The shaper's time: milliseconds from any origin, never going back. */
export interface LinkClock {
  nowMs(): number;
  /** Runs `task` once that time has come; the returned function cancels it. */
  at(timeMs: number, task: () => void): () => void;
}

export const systemLinkClock: LinkClock = {
  nowMs: () => performance.now(),
  at: (timeMs, task) => {
    const timer = setTimeout(task, Math.max(0, timeMs - performance.now()));
    return () => clearTimeout(timer);
  },
};
