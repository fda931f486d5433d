import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { passwordProblem, refusedPassword } from './password-problem.ts';

const { account, live } = en;
const good = { present: 'amina-in-bama', next: 'long enough for this', again: 'long enough for this' };

describe('what is wrong with a new password', () => {
  it('is seen without the office where it can be', () => {
    expect(passwordProblem(good, en)).toBeUndefined();
    expect(passwordProblem({ ...good, present: '' }, en)).toEqual({
      part: 'present',
      says: account.presentMissing,
    });
    expect(passwordProblem({ ...good, next: '123456789' }, en)).toEqual({
      part: 'next',
      says: account.tooShort,
    });
    expect(passwordProblem({ ...good, again: 'long enough for that' }, en)).toEqual({
      part: 'again',
      says: account.differ,
    });
  });

  it('is what the office said otherwise', () => {
    const now = new Date(2026, 10, 27, 10, 0);
    const refused = { ok: false, why: 'refused' } as const;
    expect(refusedPassword({ ...refused, code: 'VALIDATION', field: 'currentPassword' }, now, en)).toEqual({
      part: 'present',
      says: account.presentWrong,
    });
    expect(refusedPassword({ ...refused, code: 'VALIDATION', field: 'newPassword' }, now, en)).toEqual({
      part: 'next',
      says: account.tooEasy,
    });
    expect(refusedPassword({ ...refused, code: 'BUSY', retryAfterMs: 600_000 }, now, en)).toEqual({
      part: 'all',
      says: account.busy('10:10'),
    });
  });

  it('is not known where the office said nothing: it may be changed all the same', () => {
    const now = new Date();
    for (const why of ['silent', 'offline'] as const)
      expect(refusedPassword({ ok: false, why }, now, en).says).toBe(account.unsure);
    expect(refusedPassword({ ok: false, why: 'portal' }, now, en).says).toBe(live.noAnswer.portal.title);
    expect(refusedPassword({ ok: false, why: 'signed-out' }, now, en).says).toBe(account.signedOut);
  });
});
