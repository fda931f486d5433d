import { z } from 'zod';
import { errorCodeSchema } from './error.ts';
import { conflictIdSchema } from './ids.ts';
import type { Operation } from './operation.ts';

const version = z.number().int().min(0);

/** Verdicts that the ledger keeps: a repeat of the operation gets the same one [S1]. */
export const recordedVerdictSchema = z.discriminatedUnion('status', [
  /** Took effect as expected; the device knows the whole record at this version. */
  z.object({ status: z.literal('applied'), version }),
  /** Took effect beside others' changes to other fields; the merged record comes with the changes. */
  z.object({ status: z.literal('merged'), version }),
  /** At least one field was changed elsewhere, too: both values are kept for a person [K1]. */
  z.object({
    status: z.literal('conflict'),
    version,
    conflictId: conflictIdSchema,
    fields: z.array(z.string()),
  }),
  /** Cannot take effect. The device keeps the item and shows why. */
  z.object({
    status: z.literal('rejected'),
    code: errorCodeSchema,
    field: z.string().optional(),
    message: z.string(),
  }),
]);
export type RecordedVerdict = z.infer<typeof recordedVerdictSchema>;

export const verdictSchema = z.discriminatedUnion('status', [
  ...recordedVerdictSchema.options,
  z.object({ status: z.literal('duplicate'), original: recordedVerdictSchema }),
  /** Not looked at yet: it waits for a record or for an earlier operation on the same record. */
  z.object({
    status: z.literal('held'),
    code: z.enum(['DEPENDENCY_MISSING', 'EARLIER_OPERATION_OPEN']),
    waitsFor: z.string().optional(),
  }),
  z.object({ status: z.literal('retry'), code: errorCodeSchema, afterMs: z.number().int().min(0) }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** What the wire carries: how many operations were judged, and only the verdicts that are not as expected. */
export const packedVerdictsSchema = z.object({
  judged: z.number().int().min(0),
  except: z.array(z.tuple([z.number().int().min(0), verdictSchema])),
});
export type PackedVerdicts = z.infer<typeof packedVerdictsSchema>;

/** The version that follows when nobody else has written. */
export function expectedVersion(operation: Operation): number {
  return operation.action === 'CREATE' ? 1 : operation.base + 1;
}

export function packVerdicts(operations: readonly Operation[], verdicts: readonly Verdict[]): PackedVerdicts {
  if (verdicts.length !== operations.length)
    throw new RangeError(`${verdicts.length} verdicts for ${operations.length} operations`);
  const except: [number, Verdict][] = [];
  operations.forEach((operation, index) => {
    const verdict = verdicts[index];
    if (verdict === undefined) throw new RangeError('a verdict is missing');
    if (verdict.status !== 'applied' || verdict.version !== expectedVersion(operation))
      except.push([index, verdict]);
  });
  return { judged: operations.length, except };
}

/**
 * One verdict an operation, or undefined when the reply does not speak of exactly these operations: then nothing in it
 * may be taken for an acknowledgement [S7].
 */
export function unpackVerdicts(
  operations: readonly Operation[],
  packed: PackedVerdicts,
): Verdict[] | undefined {
  if (packed.judged !== operations.length) return undefined;
  const verdicts: Verdict[] = operations.map((operation) => ({
    status: 'applied',
    version: expectedVersion(operation),
  }));
  let last = -1;
  for (const [index, verdict] of packed.except) {
    // Rising, as they were packed: a second verdict for one operation is a contradiction, not a correction.
    if (index <= last || index >= verdicts.length) return undefined;
    verdicts[index] = verdict;
    last = index;
  }
  return verdicts;
}
