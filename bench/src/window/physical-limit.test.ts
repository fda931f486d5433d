import { expect, test } from 'vitest';
import { linkProfiles } from '../link-profiles.ts';
import { physicalLimitMs } from './physical-limit.ts';

test('150,000 bytes over EDGE take ten seconds, and one and a half for the connection', () => {
  expect(physicalLimitMs(150_000, linkProfiles.edge)).toBeCloseTo(11_500, 6);
});

test('without a bound on the rate nothing but the round trips is left', () => {
  expect(physicalLimitMs(150_000, linkProfiles.unshaped)).toBe(0);
});
