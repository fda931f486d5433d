import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { jsonBytes } from './json-bytes.ts';
import { limits } from './limits.ts';
import { operationSchema } from './operation.ts';
import { fieldProblems } from './records/record-data.ts';
import { rawOperation } from './testing/arbitraries.ts';
import { ASSESSMENT_ID, FULL_ASSESSMENTS } from './testing/example-records.ts';

const head = {
  id: '0192a4b0-1c2d-7e3f-8a4b-5c6d7e8f9a0d',
  type: 'ASSESSMENT',
  entityId: ASSESSMENT_ID,
  capturedAt: '2026-11-20T09:30:00.000Z',
  score: 65,
};
const create = { ...head, action: 'CREATE', data: FULL_ASSESSMENTS.HEALTH };
const update = { ...head, action: 'UPDATE', base: 3, patch: { numberHealthFacilities: 2, location: null } };
const remove = { ...head, action: 'DELETE', base: 4 };

function problemsOf(raw: unknown) {
  const parsed = operationSchema.safeParse(raw);
  return parsed.success ? [] : fieldProblems(parsed.error);
}
const fieldsOf = (raw: unknown) => problemsOf(raw).map(({ field }) => field);
const parsedJson = (json: string): unknown => JSON.parse(json);

describe('operationSchema', () => {
  test.each([create, update, remove])('accepts a $action as it is', (raw) => {
    expect(operationSchema.parse(raw)).toEqual(raw);
  });

  it('accepts whatever a device may say, and changes nothing in it', () => {
    fc.assert(
      fc.property(rawOperation, (raw) => {
        expect(operationSchema.parse(raw)).toEqual(raw);
      }),
    );
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['an unknown action', { ...create, action: 'UPSERT' }, ['action']],
    ['an unknown type', { ...create, type: 'NOTE' }, ['type']],
    ['an id that is none', { ...create, id: '1' }, ['id']],
    ['an id in capitals', { ...create, entityId: ASSESSMENT_ID.toUpperCase() }, ['entityId']],
    ['a clock in local time', { ...create, capturedAt: '2026-11-20 09:30' }, ['capturedAt']],
    ['a score over 100', { ...create, score: 101 }, ['score']],
    ['half a point', { ...create, score: 0.5 }, ['score']],
    ['Critical as a choice', { ...create, priority: 'CRITICAL' }, ['priority']],
    [
      'nine dependencies',
      { ...create, dependsOn: Array.from({ length: 9 }, () => ASSESSMENT_ID) },
      ['dependsOn'],
    ],
    ['a version below 0', { ...update, base: -1 }, ['base']],
    ['a patch in a creation', { ...create, patch: {} }, ['patch']],
    ['data in a removal', { ...remove, data: {} }, ['data']],
    ['an unknown key', { ...update, force: true }, ['force']],
    ['a list for data', { ...create, data: [] }, ['data']],
    ['no data', { ...head, action: 'CREATE' }, ['data']],
    ['no patch', { ...head, action: 'UPDATE', base: 1 }, ['patch']],
    ['a path for a name', { ...update, patch: { 'a.b': 1 } }, ['patch.a.b']],
    ['a name with a space', { ...update, patch: { 'a b': 1 } }, ['patch.a b']],
    ['no name', { ...update, patch: { '': 1 } }, ['patch.']],
    ['a name of 62 characters', { ...update, patch: { ['a'.repeat(62)]: 1 } }, [`patch.${'a'.repeat(62)}`]],
  ])('[X3] refuses %s and names it', (_, raw, fields) => {
    expect(fieldsOf(raw)).toEqual(fields);
  });
});

describe('prototype keys', () => {
  const withKey = (json: string): unknown =>
    parsedJson(JSON.stringify(update).replace('"patch":{', `"patch":{${json},`));

  test.each([
    ['__proto__', '"__proto__":{"polluted":true}', 'patch.__proto__'],
    ['constructor', '"constructor":{"prototype":{"polluted":true}}', 'patch.constructor'],
    ['prototype', '"prototype":1', 'patch.prototype'],
    ['__proto__ in a value', '"where":{"__proto__":null}', 'patch.where.__proto__'],
    [
      'constructor in a list',
      '"medicinesDelivered":[{"constructor":1}]',
      'patch.medicinesDelivered.0.constructor',
    ],
  ])('[X3] %s is refused, not dropped in silence', (_, json, field) => {
    expect(problemsOf(withKey(json))).toEqual([{ field, message: 'not a field name' }]);
  });

  it('[X3] __proto__ beside the answers is refused as well', () => {
    expect(fieldsOf(parsedJson(JSON.stringify(update).replace('{', '{"__proto__":{"score":1},')))).toEqual([
      '__proto__',
    ]);
  });

  it('reach no prototype on the way', () => {
    operationSchema.safeParse(withKey('"__proto__":{"polluted":true}'));
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('nesting', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  test.each([
    ['data', create],
    ['patch', update],
  ])('[X4] %s nested 10,000 levels deep is refused without walking down', (key, raw) => {
    const json = JSON.stringify(raw).replace(`"${key}":{`, `"${key}":{"notes":${deep(10_000)},`);
    expect(problemsOf(parsedJson(json))).toEqual([
      {
        field: [key, 'notes', ...Array.from({ length: 15 }, () => '0')].join('.'),
        message: 'nested too deeply',
      },
    ]);
  });

  it('[X4] 10,000 levels are refused anywhere else in an operation', () => {
    for (const key of ['id', 'dependsOn', 'base', 'priority', 'unknown']) {
      const fields = fieldsOf({ ...update, [key]: parsedJson(deep(10_000)) });
      expect(fields.length, key).toBeGreaterThan(0);
      expect(
        fields.every((field) => field.startsWith(key)),
        key,
      ).toBe(true);
    }
  });

  it('counts the answers as the first level', () => {
    const at = (levels: number) => ({ ...update, patch: { notes: parsedJson(deep(levels)) } });
    expect(problemsOf(at(limits.jsonDepth - 1))).toEqual([]);
    expect(problemsOf(at(limits.jsonDepth))).toHaveLength(1);
  });
});

describe('size', () => {
  const sized = (bytes: number) => {
    const empty = { ...update, patch: { notes: '' } };
    return { ...empty, patch: { notes: 'x'.repeat(bytes - jsonBytes(empty)) } };
  };

  it('[X3] an operation has at most 65,536 bytes, counted as they travel', () => {
    expect(jsonBytes(sized(limits.operationBytes))).toBe(65_536);
    expect(problemsOf(sized(65_536))).toEqual([]);
    expect(problemsOf(sized(65_537))).toEqual([
      { field: '', message: '65537 bytes, more than the 65536 that one operation may have' },
    ]);
  });
});
