import { z } from 'zod';
import { prioritySchema, recordTypeSchema } from './domain.ts';
import { operationIdSchema, recordIdSchema } from './ids.ts';
import { jsonBytesOver } from './json-bytes.ts';
import { shapeProblem } from './json-shape.ts';
import { limits } from './limits.ts';
import { isPlain, quickAccept, withQuickAccept } from './quick-accept.ts';
import { instant } from './scalar-fields.ts';

const FIELD_NAME = /^[A-Za-z][A-Za-z0-9]{0,60}$/;
const fieldName = z.string().regex(FIELD_NAME, 'not a field name');

/**
 * Answers by name, not yet checked against the record's own schema: a patch can only be checked once it is merged.
 * The shape comes first, because z.record drops a `__proto__` in silence, and because what follows walks by recursion.
 */
export const answersSchema = withQuickAccept(
  z.preprocess(
    (value, context) => {
      const problem = shapeProblem(value);
      if (problem !== undefined)
        context.addIssue({ code: 'custom', path: [...problem.path], message: problem.message });
      return value;
    },
    z.record(fieldName, z.unknown()),
  ),
  (value) =>
    isPlain(value) &&
    shapeProblem(value) === undefined &&
    Object.keys(value).every((name) => FIELD_NAME.test(name)),
);

const common = {
  id: operationIdSchema,
  type: recordTypeSchema,
  entityId: recordIdSchema,
  /** When the person saved it, by the phone's clock. Reported, never used for order. */
  capturedAt: instant,
  /** 0-100, as the device scored it. The server scores again from the content. */
  score: z.number().int().min(0).max(100),
  /** The person's own choice, if any. */
  priority: prioritySchema.optional(),
  /** Records that must be known first [S3]. */
  dependsOn: z.array(recordIdSchema).max(limits.dependenciesPerOperation).optional(),
};

/** One captured change. */
export const operationSchema = z
  .discriminatedUnion('action', [
    z.strictObject({ ...common, action: z.literal('CREATE'), data: answersSchema }),
    /** `base`: version of the record that the edit was made on. `patch`: changed fields only; null removes. */
    z.strictObject({
      ...common,
      action: z.literal('UPDATE'),
      base: z.number().int().min(0),
      patch: answersSchema,
    }),
    z.strictObject({ ...common, action: z.literal('DELETE'), base: z.number().int().min(0) }),
  ])
  .check((context) => {
    // Only what has passed is safe to measure.
    if (context.issues.length > 0) return;
    const bytes = jsonBytesOver(context.value, limits.operationBytes);
    if (bytes !== undefined)
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: [],
        message: `${bytes} bytes, more than the ${limits.operationBytes} that one operation may have`,
      });
  });
export type Operation = z.infer<typeof operationSchema>;

const isOperation = quickAccept(operationSchema);

/** As `operationSchema.safeParse`, which is not asked about what is plainly right. */
export function parseOperation(value: unknown): z.ZodSafeParseResult<Operation> {
  return isOperation(value) ? { success: true, data: value } : operationSchema.safeParse(value);
}
