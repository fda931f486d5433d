import type { SyncState } from '../../components/sync-state.ts';

/** The six states, each one word for one meaning, the same on every screen. */
export const states: Record<SyncState, string> = {
  phone: 'On this phone',
  send: 'Sending',
  office: 'At the office',
  needs: 'Needs you',
  conflict: 'Two versions',
  held: 'Held',
};

const plural = (count: number, one: string, other: string): string => (count === 1 ? one : other);

const inWords: Record<SyncState, (count: number) => string> = {
  phone: (count) => `${count} on this phone`,
  send: (count) => `${count} sending`,
  office: (count) => `${count} at the office`,
  needs: (count) => plural(count, '1 needs you', `${count} need you`),
  conflict: (count) => plural(count, '1 in two versions', `${count} in two versions`),
  held: (count) => `${count} held`,
};

const joined = (parts: readonly string[]): string => parts.join(', ');

/** Sentences that stand for a row of marks, for people who hear the screen. */
export const marks = {
  /** `counts` in the order in which they are drawn. */
  strip: (
    total: number,
    critical: number,
    counts: readonly { state: SyncState; count: number }[],
  ): string => {
    const records = plural(total, '1 record', `${total} records`);
    const detail = joined(counts.map(({ state, count }) => inWords[state](count)));
    return critical > 0 ? `${records}, ${critical} critical: ${detail}` : `${records}: ${detail}`;
  },
  critical: 'critical',
  badge: (state: SyncState, count: number): string => inWords[state](count),
  chip: (state: SyncState, count: number): string => `${states[state]}, ${count}`,
  place: (place: number, of: number): string => `${place} of ${of}`,
};
