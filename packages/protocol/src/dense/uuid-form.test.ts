import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { UUID_GROUP_BITS, uuidGroup, uuidText, uuidTime, uuidVersion } from './uuid-form.ts';

it('takes a UUID apart and puts it together again', () => {
  fc.assert(
    fc.property(fc.uuid({ version: [4, 7] }), (uuid) => {
      const version = uuidVersion(uuid);
      if (version === undefined) throw new Error(`${uuid} has no version`);
      const groups = UUID_GROUP_BITS.map((_, group) => uuidGroup(uuid, group));
      expect(uuidText(version, uuidTime(uuid), groups)).toBe(uuid);
    }),
  );
});

test.each([
  '01A09E66-255A-790C-88E2-9DA1FF75C72B',
  '01a09e66-255a-190c-88e2-9da1ff75c72b',
  '01a09e66-255a-790c-c8e2-9da1ff75c72b',
  '01a09e66255a790c88e29da1ff75c72b',
  '01a09e66-255a-790c-88e2-9da1ff75c72g',
])('%s has no dense form', (text) => {
  expect(uuidVersion(text)).toBeUndefined();
});
