import type { Attempts, AttemptStore } from '../../accounts/attempt-limits.ts';

/**
 * While the shared store is away each process counts for itself: a guesser has as many tries as there are processes more, and
 * nobody who knows their password is kept out.
 */
export class InsuredAttempts implements AttemptStore {
  private readonly shared: AttemptStore;
  private readonly own: AttemptStore;
  private readonly complain: (error: unknown) => void;

  constructor(shared: AttemptStore, own: AttemptStore, complain: (error: unknown) => void) {
    this.shared = shared;
    this.own = own;
    this.complain = complain;
  }

  async add(name: string, windowMs: number, now: number): Promise<Attempts> {
    // Counted here in any case: what was tried before Redis went away is not forgotten with it.
    const own = await this.own.add(name, windowMs, now);
    try {
      return await this.shared.add(name, windowMs, now);
    } catch (error) {
      this.complain(error);
      return own;
    }
  }

  async forget(name: string): Promise<void> {
    await this.own.forget(name);
    await this.shared.forget(name).catch(this.complain);
  }
}
