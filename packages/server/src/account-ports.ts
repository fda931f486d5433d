import type { AccountSummary, UserId } from '@fieldsync/protocol';
import type { Act } from './priority-ports.ts';

/** Accounts as the office handles them. Each act is one transaction with its line in the audit log [X5]. */
export interface AccountDesk {
  /** All of them by name. */
  list(): Promise<readonly AccountSummary[]>;
  find(id: UserId): Promise<AccountSummary | null>;
  /** Areas that a place of the office lies in, by name. */
  knownAreas(): Promise<readonly string[]>;
  areasOf(id: UserId): Promise<ReadonlySet<string>>;
  /** Gives an account these areas and no others: a position in the change feed. False when there is no such account. */
  assign(id: UserId, areas: readonly string[], act: Act): Promise<boolean>;
  /** Lets it in again, or ends its sessions and lets it in no more. False when there is no such account. */
  setActive(id: UserId, active: boolean, act: Act): Promise<boolean>;
}
