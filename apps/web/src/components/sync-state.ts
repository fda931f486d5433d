/** What a person can be told about a record. `send` is bytes moving now, `office` is confirmed by the server. */
export type SyncState = 'phone' | 'send' | 'office' | 'needs' | 'conflict' | 'held';

/** Most urgent first: when one mark stands for many, the first state present is shown. */
export const precedence: readonly SyncState[] = ['needs', 'conflict', 'held', 'send', 'phone', 'office'];

/** Text colour per state. Colour is spent on these and on nothing else. */
export const stateColour: Record<SyncState, string> = {
  phone: 'text-state-phone',
  send: 'text-state-send',
  office: 'text-state-office',
  needs: 'text-state-needs',
  conflict: 'text-state-conflict',
  held: 'text-state-held',
};

/** The state that one badge shows for all of `counts`, with its count; nothing when all is at the office. */
export function badgeFor(
  counts: Partial<Record<SyncState, number>>,
): { state: SyncState; count: number } | undefined {
  for (const state of precedence) {
    const count = counts[state] ?? 0;
    if (count > 0 && state !== 'office') return { state, count };
  }
  return undefined;
}
