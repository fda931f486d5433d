import { describe, expect, it } from 'vitest';
import { isEasyPassword } from './easy-password.ts';

const isCommon = (text: string): boolean =>
  ['password', 'basketball', 'qwertyuiop', 'trustno1'].includes(text);
const easy = (password: string) =>
  isEasyPassword(password, isCommon, ['Amina Bukar', 'amina@fieldsync.test', 'Fieldsync']);

describe('isEasyPassword', () => {
  it.each([
    'basketball',
    'BasketBall',
    'password2026!',
    '!!password1',
    '20262026202',
    'aaaabbbbcccc',
    'Amina-Bukar1',
    'amina7f9k2',
    '1234567890!',
    'test-7wells',
    'abcdabcdabcd',
    'fieldsync-amina',
    '----------',
    'TrustNo1',
  ])('refuses %s', (password) => {
    expect(easy(password)).toBe(true);
  });

  it.each([
    'long enough for this',
    'the basketball team of Gwoza',
    'amina counts nine wells',
    'Zk3-vq8Lw0mX',
    'ruwa da gishiri',
    '7 wells 2 taps',
    'abcdeabcde',
    'fieldsync9wkz3vq1',
    'basketball of Gwoza 7',
  ])('takes %s', (password) => {
    expect(easy(password)).toBe(false);
  });

  it('counts as somebody’s name what is long enough to be known by', () => {
    expect(isEasyPassword('likes wulitu', isCommon, ['Li Wu'])).toBe(false);
  });
});
