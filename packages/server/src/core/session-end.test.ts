import { describe, expect, it } from 'vitest';
import { DEFAULT_SESSION_LIMITS, isWorthNoting, limitOf, sessionEnd } from './session-end.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { field, office } = DEFAULT_SESSION_LIMITS;

describe('the end of a session', () => {
  it('is shorter for those who see what is others’', () => {
    const limits = DEFAULT_SESSION_LIMITS;
    expect(['ASSESSOR', 'RESPONDER'].map((role) => limitOf(role as 'ASSESSOR', limits))).toEqual([
      field,
      field,
    ]);
    expect(['COORDINATOR', 'ADMIN'].map((role) => limitOf(role as 'ADMIN', limits))).toEqual([
      office,
      office,
    ]);
  });

  it('moves with use, up to so long after the sign-in and no further', () => {
    expect(sessionEnd({ signedInAt: 0, usedAt: 0 }, field)).toBe(30 * DAY);
    expect(sessionEnd({ signedInAt: 0, usedAt: 20 * DAY }, field)).toBe(50 * DAY);
    expect(sessionEnd({ signedInAt: 0, usedAt: 60 * DAY }, field)).toBe(90 * DAY);
    expect(sessionEnd({ signedInAt: 0, usedAt: 89 * DAY }, field)).toBe(90 * DAY);
    expect(sessionEnd({ signedInAt: 0, usedAt: HOUR }, office)).toBe(13 * HOUR);
    expect(sessionEnd({ signedInAt: 0, usedAt: 7 * DAY - HOUR }, office)).toBe(7 * DAY);
  });

  it('is written down once an hour, and more often where an hour is much of it', () => {
    expect(isWorthNoting(0, HOUR - 1, office)).toBe(false);
    expect(isWorthNoting(0, HOUR, office)).toBe(true);
    expect(isWorthNoting(DAY, DAY + HOUR - 1, office)).toBe(false);
    expect(isWorthNoting(DAY, DAY + HOUR, office)).toBe(true);
    expect(isWorthNoting(0, HOUR, field)).toBe(true);
    const short = { idleMs: HOUR, absoluteMs: DAY };
    expect(isWorthNoting(0, HOUR / 12 - 1, short)).toBe(false);
    expect(isWorthNoting(0, HOUR / 12, short)).toBe(true);
  });
});
