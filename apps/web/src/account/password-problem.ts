import type { OfficeRefusal } from '../live/ask-office.ts';
import type { Words } from '../words/en.ts';
import { clockTime } from '../words/when.ts';

/** What is wrong, and with which of the three; `all`: with none of them. */
export interface PasswordProblem {
  readonly part: 'present' | 'next' | 'again' | 'all';
  readonly says: string;
}

/** As the office asks for. */
const SHORTEST = 10;

/** What can be seen without the office. */
export function passwordProblem(
  { present, next, again }: Readonly<Record<'present' | 'next' | 'again', string>>,
  { account }: Words,
): PasswordProblem | undefined {
  if (present === '') return { part: 'present', says: account.presentMissing };
  if (next.length < SHORTEST) return { part: 'next', says: account.tooShort };
  return next === again ? undefined : { part: 'again', says: account.differ };
}

/** What the office said no to. Where it said nothing, it may have done it all the same. */
export function refusedPassword(
  { why, code, field, retryAfterMs }: OfficeRefusal,
  now: Date,
  words: Words,
): PasswordProblem {
  const { account, live } = words;
  if (code === 'BUSY') {
    const again = new Date(now.getTime() + (retryAfterMs ?? 60_000));
    return { part: 'all', says: account.busy(clockTime(again, words)) };
  }
  if (code === 'VALIDATION' && field === 'currentPassword')
    return { part: 'present', says: account.presentWrong };
  if (code === 'VALIDATION') return { part: 'next', says: account.tooEasy };
  if (why === 'silent' || why === 'offline') return { part: 'all', says: account.unsure };
  if (why === 'signed-out') return { part: 'all', says: account.signedOut };
  return { part: 'all', says: live.noAnswer[why].title };
}
