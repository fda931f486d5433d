import type { Attempts, AttemptStore } from '../../accounts/attempt-limits.ts';

const NAMES_KEPT = 10_000;

/** Attempts of this process alone: for when what all share is away. Of too many names the oldest is forgotten. */
export class MemoryAttempts implements AttemptStore {
  private readonly kept = new Map<string, Attempts>();

  async add(name: string, windowMs: number, now: number): Promise<Attempts> {
    const before = this.kept.get(name);
    const running = before !== undefined && before.until > now;
    const after = running ? { ...before, count: before.count + 1 } : { count: 1, until: now + windowMs };
    if (!running) this.kept.delete(name);
    this.kept.set(name, after);
    if (this.kept.size > NAMES_KEPT) {
      const [oldest] = this.kept.keys();
      if (oldest !== undefined) this.kept.delete(oldest);
    }
    return after;
  }

  async forget(name: string): Promise<void> {
    this.kept.delete(name);
  }
}
