import { paths } from '@fieldsync/protocol';
import fc from 'fast-check';
import type { HostileCase } from './hostile-case.ts';

/** Nobody of the test has anything that makes codes, so that none is ever right. */
export const SECOND_FACTOR_CASES: Readonly<Record<string, HostileCase>> = {
  [`GET ${paths.secondFactor}`]: {},
  [`POST ${paths.secondFactor}`]: {
    body: () => fc.record({ password: fc.constant('not the one') }),
    refusedAdds: { audit_log: 1, attempts: 1 },
    runs: 8,
  },
  ...Object.fromEntries(
    [paths.confirmSecondFactor, paths.giveCode, paths.removeSecondFactor].map((path) => [
      `POST ${path}`,
      {
        body: () => fc.record({ code: fc.constantFrom('123456', '123 456', 'ABCD-EFGH-IJKL-MNOP') }),
        refusedAdds: { audit_log: 1, attempts: 2 },
      },
    ]),
  ),
  [`GET ${paths.secondFactorSetting}`]: {},
  // Nobody has given a code: none of it is taken.
  [`PUT ${paths.secondFactorSetting}`]: {
    body: () => fc.record({ required: fc.boolean(), minutes: fc.integer({ min: 1, max: 480 }) }),
  },
  [`DELETE ${paths.accounts}/:id/second-factor`]: {
    param: fc.constantFrom('nobody', 'somebody'),
  },
};
