import { describe, expect, it } from 'vitest';
import { parseAccount } from './account.ts';

const account = { id: 'u1', name: 'Amina Bukar', email: 'amina@example.org', role: 'ASSESSOR' };

describe('the account that this phone remembers', () => {
  it('is read back as it was kept', () => {
    expect(parseAccount(JSON.stringify(account))).toEqual(account);
  });

  it.each([null, '', '{', '{"id":"u1"}', '[]', JSON.stringify({ ...account, role: 'KING' })])(
    '%s is no account',
    (text) => {
      expect(parseAccount(text)).toBeUndefined();
    },
  );

  it('[X1] holds no credential, whatever was written beside it', () => {
    const parsed = parseAccount(JSON.stringify({ ...account, password: 'x', token: 'y' }));
    expect(Object.keys(parsed ?? {}).sort()).toEqual(['email', 'id', 'name', 'role']);
  });
});
