import { Unavailable } from '../unavailable.ts';

/** How often something may be tried. One that was begun counts before its outcome is known, so that a thousand at once are counted, too. */
export interface AttemptLimit {
  /** `sign-in:account`: what is tried, and by what it is counted. */
  readonly kind: string;
  readonly allowed: number;
  readonly windowMs: number;
}

export interface Attempts {
  /** How many of this name have been begun in its window, this one with them, and when the window ends (ms since 1970). */
  readonly count: number;
  readonly until: number;
}

/**
 * Counts attempts by name, for all processes together. A window begins with the first attempt and is forgotten with its end.
 * What is kept is bounded, whatever names are tried.
 */
export interface AttemptStore {
  /** Counts one more and says how many there are: one step, whoever else counts at the same time. */
  add(name: string, windowMs: number, now: number): Promise<Attempts>;
  forget(name: string): Promise<void>;
}

/**
 * Limits on what can be guessed. The store is given places instead of names: a keyed hash into a million of them, so that
 * nobody can fill it with names, and what people typed is not kept.
 */
export class AttemptLimits {
  private readonly store: AttemptStore;
  private readonly placeOf: (name: string) => string;

  constructor(store: AttemptStore, placeOf: (name: string) => string) {
    this.store = store;
    this.placeOf = placeOf;
  }

  /** @returns how long this name must wait, ms; 0 when it may go on now */
  async take(limit: AttemptLimit, name: string, now: number): Promise<number> {
    const { count, until } = await this.store
      .add(this.placeIn(limit, name), limit.windowMs, now)
      .catch((cause: unknown) => {
        // Uncounted nobody is let through.
        throw new Unavailable('attempts cannot be counted', { cause });
      });
    return count <= limit.allowed ? 0 : Math.max(1, until - now);
  }

  async forget(limit: AttemptLimit, name: string): Promise<void> {
    await this.store.forget(this.placeIn(limit, name));
  }

  private placeIn({ kind }: AttemptLimit, name: string): string {
    return `${kind}:${this.placeOf(`${kind}:${name}`)}`;
  }
}

const QUARTER_MS = 15 * 60_000;

/** A person who forgot tries a handful; a guesser needs thousands. */
export const SIGN_IN_BY_ACCOUNT: AttemptLimit = { kind: 'sign-in', allowed: 10, windowMs: QUARTER_MS };
/** Of one who is signed in: whoever found the phone must not guess the password with it. */
export const PASSWORD_BY_ACCOUNT: AttemptLimit = { kind: 'password', allowed: 10, windowMs: QUARTER_MS };
/** Codes have six digits, three of them count at a time, and recovery codes are long. */
export const CODE_BY_ACCOUNT: AttemptLimit = { kind: 'code', allowed: 10, windowMs: QUARTER_MS };
/** Beside it: whoever has a session and all the time in the world would guess six digits within months. Here it takes thousands of days. */
export const CODE_BY_DAY: AttemptLimit = { kind: 'code-day', allowed: 30, windowMs: 86_400_000 };
/** A field office shares one address. */
export const byAddress = (allowed: number): AttemptLimit => ({ kind: 'address', allowed, windowMs: 60_000 });
