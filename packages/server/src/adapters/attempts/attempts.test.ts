import { describe, expect, it } from 'vitest';
import { addressBlock } from '../../accounts/address-block.ts';
import { AttemptLimits } from '../../accounts/attempt-limits.ts';
import { attemptStoreContract } from '../../testing/attempt-store-contract.ts';
import { attemptPlaces } from './attempt-place.ts';
import { InsuredAttempts } from './insured-attempts.ts';
import { MemoryAttempts } from './memory-attempts.ts';

attemptStoreContract('memory', async () => new MemoryAttempts());

describe('AttemptLimits', () => {
  const limit = { kind: 'guess', allowed: 3, windowMs: 1_000 };
  const limits = (key = 'a key') => new AttemptLimits(new MemoryAttempts(), attemptPlaces(key));

  it('lets as many through as are allowed, says how long the next must wait, and leaves others alone', async () => {
    const some = limits();
    const waits = [];
    for (let n = 0; n < 4; n += 1) waits.push(await some.take(limit, 'amina', n));
    expect(waits).toEqual([0, 0, 0, 997]);
    expect(await some.take(limit, 'yusuf', 4)).toBe(0);
    expect(await some.take({ ...limit, kind: 'other' }, 'amina', 4)).toBe(0);
    await some.forget(limit, 'amina');
    expect(await some.take(limit, 'amina', 5)).toBe(0);
  });

  it('keeps places and not what people typed, a million at most, that nobody can foretell without the key', () => {
    const [one, other] = [attemptPlaces('a key'), attemptPlaces('another key')];
    const names = Array.from({ length: 200 }, (_, n) => `person${String(n)}@fieldsync.test`);
    for (const name of names) expect(one(name)).toMatch(/^[0-9a-f]{5}$/);
    expect(names.filter((name) => one(name) === other(name)).length).toBeLessThan(5);
  });
});

describe('attempts in memory', () => {
  it('keeps a bounded number of names, the latest ones', async () => {
    const store = new MemoryAttempts();
    await store.add('first', 1_000, 0);
    for (let n = 0; n < 10_000; n += 1) await store.add(`name ${String(n)}`, 1_000, 1);
    expect((await store.add('name 9999', 1_000, 2)).count).toBe(2);
    expect((await store.add('first', 1_000, 2)).count).toBe(1);
  });
});

describe('attempts whose shared store is away', () => {
  const away = {
    add: () => Promise.reject(new Error('away')),
    forget: () => Promise.reject(new Error('away')),
  };

  it('are counted by the process itself: the door is not open, and who knows the password gets in', async () => {
    const complaints: unknown[] = [];
    const store = new InsuredAttempts(away, new MemoryAttempts(), (error) => complaints.push(error));
    const limits = new AttemptLimits(store, attemptPlaces('a key'));
    const limit = { kind: 'guess', allowed: 2, windowMs: 1_000 };
    expect([await limits.take(limit, 'a', 0), await limits.take(limit, 'a', 0)]).toEqual([0, 0]);
    expect(await limits.take(limit, 'a', 0)).toBe(1_000);
    await limits.forget(limit, 'a');
    expect(await limits.take(limit, 'a', 0)).toBe(0);
    expect(complaints).toHaveLength(5);
  });
});

describe('addressBlock', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, ''],
    ['not an address', 'not an address'],
  ])('takes %s for %s', (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });
});
