import type { Operation, Role } from '@fieldsync/protocol';
import { operationSchema } from '@fieldsync/protocol';
import type { Batch } from '../core/batch.ts';

/** A readable id: the same number and kind give the same UUID. */
export function testId(kind: 'record' | 'operation' | 'device' | 'place', number: number): string {
  const letter = { record: 'a', operation: 'b', device: 'c', place: 'd' }[kind];
  return `0190${letter}000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const record = (number: number): string => testId('record', number);
export const device = (number: number): string => testId('device', number);

const CAPTURED_AT = '2026-11-20T09:00:00.000Z';

/** A small valid health assessment; `changes` are set on top. */
export function healthData(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    assessmentType: 'HEALTH',
    affectedEntityId: testId('place', 1),
    assessedAt: CAPTURED_AT,
    numberHealthFacilities: 1,
    ...changes,
  };
}

interface Extras {
  readonly type?: Operation['type'];
  readonly dependsOn?: readonly string[];
  readonly priority?: Operation['priority'];
}

// Parsed, so that a test can never say what the wire would refuse.
const operation = (fields: Readonly<Record<string, unknown>>): Operation =>
  operationSchema.parse({ type: 'ASSESSMENT', capturedAt: CAPTURED_AT, score: 40, ...fields });

/** `id` is the operation's number, `entity` the record's. */
export function create(
  id: number,
  entity: number,
  data: Readonly<Record<string, unknown>> = healthData(),
  extras: Extras = {},
): Operation {
  return operation({
    id: testId('operation', id),
    action: 'CREATE',
    entityId: record(entity),
    data,
    ...extras,
  });
}

export function update(
  id: number,
  entity: number,
  base: number,
  patch: Readonly<Record<string, unknown>>,
  extras: Extras = {},
): Operation {
  const entityId = record(entity);
  return operation({ id: testId('operation', id), action: 'UPDATE', entityId, base, patch, ...extras });
}

export function remove(id: number, entity: number, base: number, extras: Extras = {}): Operation {
  return operation({
    id: testId('operation', id),
    action: 'DELETE',
    entityId: record(entity),
    base,
    ...extras,
  });
}

/** What a device of the named person says. */
export function batchOf(
  operations: readonly Operation[],
  from: {
    readonly user?: string;
    readonly role?: Role;
    readonly device?: number;
    readonly now?: string;
  } = {},
): Batch {
  const { user = 'amina', role = 'ASSESSOR', device: number = 1, now = '2026-11-20T10:00:00.000Z' } = from;
  return { actor: { id: user, role }, deviceId: device(number), operations, rules: [], now };
}
