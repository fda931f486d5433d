import type { Verdict } from '@fieldsync/protocol';

/** How an exchange ended, in as many kinds as a graph can show. */
export type ExchangeOutcome = 'answered' | 'signed-out' | 'refused' | 'busy' | 'failed';

/** Counts what happens, for who watches over the server. Never who, and nothing that a person wrote. */
export interface Meter {
  /** @param seconds from its head to its answer */
  exchange(outcome: ExchangeOutcome, seconds: number): void;
  verdicts(statuses: readonly Verdict['status'][]): void;
}

export function outcomeOf(status: number): ExchangeOutcome {
  if (status === 401 || status === 403) return 'signed-out';
  if (status === 503) return 'busy';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'answered';
}
