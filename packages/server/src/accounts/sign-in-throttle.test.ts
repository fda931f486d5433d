import { describe, expect, it } from 'vitest';
import { SignInThrottle } from './sign-in-throttle.ts';

const fail = (throttle: SignInThrottle, times: number, from = 0): void => {
  for (let n = 0; n < times; n += 1) throttle.failed('a@b.test', from + n);
};

describe('SignInThrottle', () => {
  it('lets a forgetful person try ten times, then waits until the first try is 15 minutes old', () => {
    const throttle = new SignInThrottle();
    fail(throttle, 9);
    expect(throttle.waitMs('a@b.test', 9)).toBe(0);
    fail(throttle, 1, 9);
    expect(throttle.waitMs('a@b.test', 10)).toBe(15 * 60_000 - 10);
    expect(throttle.waitMs('a@b.test', 15 * 60_000)).toBe(0);
  });

  it('leaves other accounts alone and forgets on success', () => {
    const throttle = new SignInThrottle();
    fail(throttle, 10);
    expect(throttle.waitMs('c@d.test', 10)).toBe(0);
    throttle.succeeded('a@b.test');
    expect(throttle.waitMs('a@b.test', 10)).toBe(0);
  });

  it('keeps a bounded number of names, the latest ones', () => {
    const throttle = new SignInThrottle();
    fail(throttle, 10);
    for (let n = 0; n < 10_000; n += 1) throttle.failed(`guess${n}@b.test`, 20);
    expect(throttle.waitMs('a@b.test', 30)).toBe(0);
  });
});
