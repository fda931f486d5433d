import fc from 'fast-check';
import { shapeProblem } from '../json-shape.ts';
import type { Operation } from '../operation.ts';
import { operationSchema } from '../operation.ts';
import type { RecordData } from '../records/record-data.ts';
import { uuidV7 } from '../uuid-v7.ts';

/** Few names, so that two random records share some; `toString` and `valueOf` because objects inherit those. */
export const FIELD_NAMES = ['a', 'b', 'c', 'toString', 'valueOf'] as const;
export const fieldName = fc.constantFrom<string>(...FIELD_NAMES);

/** Few values, so that two sides meet in the same one; -0 because a database gives it back as 0. */
export const answer: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(0, -0, 1, true, false, '', 'x', [], ['x'], { n: 1 }),
  fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null),
);

const flat = (value: fc.Arbitrary<unknown>): fc.Arbitrary<RecordData> =>
  fc.dictionary(fieldName, value, { noNullPrototype: true, maxKeys: FIELD_NAMES.length });

export const recordData = flat(answer);
export const patch = flat(
  fc.oneof({ weight: 3, arbitrary: answer }, { weight: 1, arbitrary: fc.constant(null) }),
);

export const uuid: fc.Arbitrary<string> = fc
  .tuple(fc.nat({ max: 4_000_000_000_000 }), fc.uint8Array({ minLength: 10, maxLength: 10 }))
  .map(([timeMs, random]) => uuidV7(timeMs, random));

const instantText = fc
  .integer({ min: 0, max: 4_000_000_000_000 })
  .map((timeMs) => new Date(timeMs).toISOString());

const safe = <T>(arbitrary: fc.Arbitrary<T>) =>
  arbitrary.filter((value) => shapeProblem(value) === undefined);
const fields = safe(
  fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9]{0,12}$/), answer, { noNullPrototype: true, maxKeys: 6 }),
);
const head = {
  id: uuid,
  type: fc.constantFrom('ASSESSMENT', 'RESPONSE', 'MEDIA'),
  entityId: uuid,
  capturedAt: instantText,
  score: fc.integer({ min: 0, max: 100 }),
};
const optional = {
  priority: fc.constantFrom('HIGH', 'NORMAL', 'LOW'),
  dependsOn: fc.array(uuid, { maxLength: 8 }),
};
const base = fc.nat({ max: 1_000 });
const requiredHead = ['id', 'type', 'entityId', 'capturedAt', 'score', 'action'] as const;

/** What a device may say, as it is read from the wire. */
export const rawOperation: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record(
    { ...head, ...optional, action: fc.constant('CREATE'), data: fields },
    { requiredKeys: [...requiredHead, 'data'], noNullPrototype: true },
  ),
  fc.record(
    { ...head, ...optional, action: fc.constant('UPDATE'), base, patch: fields },
    { requiredKeys: [...requiredHead, 'base', 'patch'], noNullPrototype: true },
  ),
  fc.record(
    { ...head, ...optional, action: fc.constant('DELETE'), base },
    { requiredKeys: [...requiredHead, 'base'], noNullPrototype: true },
  ),
);

export const operation: fc.Arbitrary<Operation> = rawOperation.map((raw) => operationSchema.parse(raw));
