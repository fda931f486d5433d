import type { Operation } from '@fieldsync/protocol';
import fc from 'fast-check';
import { create, healthData, update } from './operations.ts';

/** One thing that a person saved on one of three phones. */
interface Capture {
  readonly device: number;
  readonly entity: number;
  readonly base: number;
  readonly patch: Readonly<Record<string, unknown>>;
}

const facilities = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 }) },
  { weight: 1, arbitrary: fc.constant(-1) },
);
const patch = fc
  .record(
    {
      numberHealthFacilities: fc.option(facilities),
      qualifiedHealthWorkers: fc.option(fc.integer({ min: 0, max: 2 })),
      additionalDetails: fc.option(fc.constantFrom('one', 'two')),
    },
    { requiredKeys: [] },
  )
  .map((fields) => ({ ...fields }));

const capture: fc.Arbitrary<Capture> = fc.record({
  device: fc.integer({ min: 1, max: 3 }),
  entity: fc.integer({ min: 1, max: 3 }),
  base: fc.integer({ min: 0, max: 6 }),
  patch,
});

export interface DeviceOperation {
  readonly device: number;
  readonly operation: Exclude<Operation, { action: 'DELETE' }>;
}

/** Work of three phones on three records: each record is created by the phone of its number, then edited by all. */
export const capturedWork: fc.Arbitrary<readonly DeviceOperation[]> = fc
  .array(capture, { maxLength: 25 })
  .map((captures) => [
    ...[1, 2, 3].map((number) => ({
      device: number,
      operation: asWork(create(number, number, healthData())),
    })),
    ...captures.map(({ device, entity, base, patch: fields }, index) => ({
      device,
      operation: asWork(update(index + 10, entity, base, fields)),
    })),
  ]);

function asWork(operation: Operation): DeviceOperation['operation'] {
  if (operation.action === 'DELETE') throw new TypeError('deletions are not part of this work');
  return operation;
}
