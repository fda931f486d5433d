import type { SignInRefusal } from '../../session/office.ts';
import type { Words } from '../../words/en.ts';
import { clockTime } from '../../words/when.ts';

/** Why signing in did not work, and what to do. */
export function refusalWords(refusal: SignInRefusal, now: Date, words: Words): string {
  const { session } = words;
  switch (refusal.reason) {
    case 'wrong':
      return session.wrong;
    case 'offline':
      return session.noSignal;
    case 'portal':
      return session.portal;
    case 'silent':
      return session.officeSilent;
    case 'busy':
      return session.busy(clockTime(new Date(now.getTime() + refusal.afterMs), words));
  }
}
