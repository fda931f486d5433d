import { describe, expect, it } from 'vitest';
import { isEasyPassword } from './easy-password.ts';

const isCommon = (text: string): boolean => ['password', 'basketball', 'qwertyuiop'].includes(text);
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
    'fieldsync-amina',
    '----------',
  ])('refuses %s', (password) => {
    expect(easy(password)).toBe(true);
  });

  it.each([
    'long enough for this',
    'the basketball team of Gwoza',
    'amina counts nine wells',
    'Zk3-vq8Lw0mX',
    'ruwa da gishiri',
  ])('takes %s', (password) => {
    expect(easy(password)).toBe(false);
  });
});
