import { PROTOCOL_VERSION, ROLES } from '@fieldsync/protocol';
import fc from 'fast-check';
import { exampleHeartbeat } from '../example-heartbeat.ts';
import { create, device, healthData, remove, testId, update } from '../operations.ts';
import type { Who } from './who.ts';

const number = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most });

const answers = fc
  .record(
    {
      numberHealthFacilities: fc.nat(5),
      commonHealthIssues: fc.constant(['CHOLERA']),
      peopleAffected: fc.nat(2_000),
      additionalDetails: fc.constantFrom('one', 'zwei', '三'),
      location: fc.constant({ latitude: 11.5, longitude: 13.6, accuracyMetres: 5 }),
    },
    { requiredKeys: [] },
  )
  .map((fields) => ({ ...fields }));

const operation = fc
  .record({
    id: number(100_000),
    entity: number(40),
    base: number(4),
    fields: answers,
    action: fc.constantFrom('create', 'create', 'update', 'update', 'update', 'remove'),
    needs: fc.boolean(),
  })
  .map(({ id, entity, base, fields, action, needs }): unknown => {
    const extras = needs ? { dependsOn: [testId('record', 1 + (entity % 40))] } : {};
    if (action === 'create') return create(id, entity, healthData(fields), extras);
    return action === 'update' ? update(id, entity, base, fields, extras) : remove(id, entity, base, extras);
  });

/** One exchange of a device of the person's own, with all its parts. */
export function exchangeExample(who: Who): fc.Arbitrary<unknown> {
  const role = (ROLES as readonly string[]).indexOf(who);
  return fc.record(
    {
      v: fc.constantFrom(1, 2, PROTOCOL_VERSION),
      device: fc.constant(device(1 + Math.max(0, role))),
      cursor: fc.constantFrom(null, '', 'a.1', 'a.1*'),
      config: fc.nat(3),
      operations: fc.array(operation, { maxLength: 3 }),
      heartbeat: fc.constant(exampleHeartbeat),
      done: fc.array(
        number(50).map((n) => testId('operation', n)),
        { maxLength: 2 },
      ),
      wantBytes: fc.constantFrom(0, 10_000, 300_000),
    },
    { requiredKeys: ['v', 'device', 'cursor', 'config'] },
  );
}
