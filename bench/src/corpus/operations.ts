import {
  applyPatch,
  DEFAULT_RULES,
  operationSchema,
  referencedRecords,
  scoreRecord,
  uuidV7,
} from '@fieldsync/protocol';
import type { Operation, Patch, Priority } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';
import type { Draft } from './draft.ts';
import type { Visit } from './visit.ts';

/** The operation that a phone captures when a new record is saved. */
export function createOperation({ type, data }: Draft, visit: Visit, rng: Rng): Operation {
  const priority = anyChoice(rng);
  const refersTo = referencedRecords(data);
  return operationSchema.parse({
    id: uuidV7(visit.savedAtMs, rng.bytes(10)),
    type,
    action: 'CREATE',
    entityId: uuidV7(visit.openedAtMs, rng.bytes(10)),
    capturedAt: new Date(visit.savedAtMs).toISOString(),
    score: scoreRecord({ type, data, rules: DEFAULT_RULES, choice: priority }).score,
    ...(priority && { priority }),
    ...(refersTo.length > 0 && { dependsOn: refersTo }),
    data,
  });
}

/** The operation of an edit to `earlier`, which the server has in its first version. */
export function updateOperation(
  earlier: { readonly draft: Draft; readonly entityId: string },
  patch: Patch,
  visit: Visit,
  rng: Rng,
): Operation {
  const { type, data } = earlier.draft;
  const priority = anyChoice(rng);
  return operationSchema.parse({
    id: uuidV7(visit.savedAtMs, rng.bytes(10)),
    type,
    action: 'UPDATE',
    entityId: earlier.entityId,
    capturedAt: new Date(visit.savedAtMs).toISOString(),
    score: scoreRecord({ type, data: applyPatch(data, patch), rules: DEFAULT_RULES, choice: priority }).score,
    ...(priority && { priority }),
    base: 1,
    patch,
  });
}

/** Most people leave the priority as it is. */
function anyChoice(rng: Rng): Priority | undefined {
  return rng.weighted([
    [undefined, 63],
    ['LOW', 28],
    ['HIGH', 9],
  ]);
}
