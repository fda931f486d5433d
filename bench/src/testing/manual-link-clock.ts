import type { LinkClock } from '../link-clock.ts';

interface Timer {
  readonly timeMs: number;
  readonly task: () => void;
}

/** Time that moves only when it is told to, and only from one timer to the next. */
export class ManualLinkClock implements LinkClock {
  #nowMs = 0;
  readonly #timers = new Set<Timer>();
  #onArmed = () => {};

  nowMs(): number {
    return this.#nowMs;
  }

  at(timeMs: number, task: () => void): () => void {
    const timer = { timeMs, task };
    this.#timers.add(timer);
    this.#onArmed();
    return () => this.#timers.delete(timer);
  }

  /** Settles once a timer waits: sockets need a moment of real time to reach the code that sets one. */
  async armed(): Promise<void> {
    if (this.#timers.size > 0) return;
    await new Promise<void>((settle) => {
      this.#onArmed = settle;
    });
  }

  /** Runs what falls due up to `timeMs`, each at its own time, and stops there. */
  runTo(timeMs: number): void {
    for (let due = this.#next(); due && due.timeMs <= timeMs; due = this.#next()) this.#run(due, due.timeMs);
    this.#nowMs = Math.max(this.#nowMs, timeMs);
  }

  /** Runs everything, and what that sets in motion, until no timer is left. */
  runAll(): void {
    for (let due = this.#next(); due; due = this.#next()) this.#run(due, due.timeMs);
  }

  /** Runs the next timer, but `lateMs` after its time, as a busy machine would. */
  runNextLate(lateMs: number): boolean {
    const due = this.#next();
    if (due) this.#run(due, due.timeMs + lateMs);
    return due !== undefined;
  }

  #run(timer: Timer, nowMs: number): void {
    this.#timers.delete(timer);
    this.#nowMs = Math.max(this.#nowMs, nowMs);
    timer.task();
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.timeMs < next.timeMs) next = timer;
    return next;
  }
}
