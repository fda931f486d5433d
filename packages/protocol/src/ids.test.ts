import { describe, expect, test } from 'vitest';
import * as ids from './ids.ts';

const UUIDS = Object.entries(ids).filter(([name]) => name.endsWith('Schema') && name !== 'userIdSchema');
const LOWER = '0192a4b0-1c2d-7e3f-8a4b-5c6d7e8f9a0b';

test('there are six kinds of UUID', () => {
  expect(UUIDS.map(([name]) => name).sort()).toEqual([
    'affectedEntityIdSchema',
    'commandIdSchema',
    'conflictIdSchema',
    'deviceIdSchema',
    'operationIdSchema',
    'recordIdSchema',
  ]);
});

describe.each(UUIDS)('%s', (_, schema) => {
  test.each([LOWER, LOWER.replace('-7', '-4'), 'ffffffff-ffff-8fff-bfff-ffffffffffff'])(
    'accepts %s',
    (id) => {
      expect(schema.parse(id)).toBe(id);
    },
  );

  test.each([
    LOWER.toUpperCase(),
    LOWER.replaceAll('-', ''),
    `${LOWER} `,
    `${LOWER}\n`,
    `{${LOWER}}`,
    LOWER.replace('-7', '-0'),
    LOWER.replace('-8', '-c'),
    '00000000-0000-0000-0000-000000000000',
    '',
    7,
    null,
  ])('[X3] refuses %j: one id has one spelling', (id) => {
    expect(schema.safeParse(id).success).toBe(false);
  });
});

describe('userIdSchema', () => {
  test.each(['a', 'x'.repeat(64), 'Ab_9-z'])('accepts %s', (id) => {
    expect(ids.userIdSchema.parse(id)).toBe(id);
  });
  test.each(['', 'x'.repeat(65), 'a b', 'a/b', "a'b", 'a\n'])('[X3] refuses %j', (id) => {
    expect(ids.userIdSchema.safeParse(id).success).toBe(false);
  });
});
