import type { AccountSummary, SignedIn, UserId } from '@fieldsync/protocol';
import type { Caller } from './accounts/accounts.ts';
import type { Act } from './priority-ports.ts';

/** `erased`: the account's phones still have to hear that its records are gone, and of nothing else. */
export type AccountOutcome = 'done' | 'missing' | 'erased';

/** Accounts as the office handles them. Each act is one transaction with its line in the audit log [X5]. */
export interface AccountDesk {
  /** All of them by name. */
  list(): Promise<readonly AccountSummary[]>;
  find(id: UserId): Promise<AccountSummary | null>;
  /** Areas that a place of the office lies in, by name. */
  knownAreas(): Promise<readonly string[]>;
  areasOf(id: UserId): Promise<ReadonlySet<string>>;
  /** Gives an account these areas and no others: a position in the change feed. */
  assign(id: UserId, areas: readonly string[], act: Act): Promise<AccountOutcome>;
  /** Lets it in again, or ends its sessions and lets it in no more. */
  setActive(id: UserId, active: boolean, act: Act): Promise<AccountOutcome>;
}

/** Where people are signed in. Each end is one transaction with its line in the audit log [X5]. */
export interface SessionDesk {
  /** Those of an account that have not ended, the one that was used last first. */
  list(id: UserId): Promise<readonly Omit<SignedIn, 'current'>[]>;
  /** Ends one of the actor's own. False when it is no session of theirs. */
  end(session: string, act: Act, from: Caller): Promise<boolean>;
  /** Ends the actor's own but for this one. @returns how many */
  endOthers(session: string, act: Act, from: Caller): Promise<number>;
  /** Ends all of an account. */
  endAll(id: UserId, act: Act): Promise<{ readonly outcome: AccountOutcome; readonly ended: number }>;
}
