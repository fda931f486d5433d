import type { AccountSummary } from '@fieldsync/protocol';
import { seesLive } from '../components/navigation.ts';
import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';

/** What somebody may see, in a sentence. */
export function saySight({ role, areas }: Pick<AccountSummary, 'role' | 'areas'>, words: Words): string {
  const { accounts } = words;
  const named = new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(areas);
  if (seesLive(role)) return areas.length === 0 ? accounts.everything : accounts.everythingAnd(named);
  return areas.length === 0 ? accounts.ownRecords : accounts.inAreas(named);
}

export function saySeen({ lastSeen }: Pick<AccountSummary, 'lastSeen'>, now: Date, words: Words): string {
  const { accounts } = words;
  return lastSeen === null ? accounts.neverSeen : accounts.seen(sayWhen(new Date(lastSeen), now, words));
}
