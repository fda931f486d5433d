import type { z } from 'zod';

type Fits = (value: unknown) => boolean;

/**
 * A look at a value that says whether its schema would take it just as it is. It makes nothing: the schema gives each field an
 * object and a list for what may be wrong with it, which was a fifth of what a batch cost the server.
 *
 * False means nothing but: ask the schema. It says what is wrong, or makes the value fit. So whatever is not known here is false,
 * and what is true here must be true there; the tests hold the two side by side.
 */
export function quickAccept<Schema extends z.ZodType>(
  schema: Schema,
): (value: unknown) => value is z.output<Schema> & z.input<Schema> {
  const fits = fitsOf(schema);
  return (value): value is z.output<Schema> & z.input<Schema> => fits(value);
}

/** Schemas that look at a value in a way of their own. */
const known = new WeakMap<z.core.$ZodType, Fits>();

/** @param fits what `quickAccept` is to do with it */
export function withQuickAccept<Schema extends z.ZodType>(schema: Schema, fits: Fits): Schema {
  known.set(schema, fits);
  return schema;
}

const no: Fits = () => false;

function fitsOf(schema: z.core.$ZodType): Fits {
  const own = known.get(schema);
  if (own !== undefined) return own;
  const fits = kindOf(schema);
  const checks = checksOf(schema).map(checkOf);
  if (fits === no || checks.length === 0) return fits;
  return (value) => fits(value) && checks.every((check) => check(value));
}

/** What is not here is left to the schema. */
const KINDS: Readonly<Record<string, (schema: z.core.$ZodType) => Fits>> = {
  string: (schema) => unlessCoerced(schema, (value) => typeof value === 'string'),
  number: (schema) => unlessCoerced(schema, Number.isFinite),
  boolean: (schema) => unlessCoerced(schema, (value) => typeof value === 'boolean'),
  enum: oneOfItsValues,
  literal: oneOfItsValues,
  optional: (schema) => {
    // Others of its kind have a value for what is absent.
    if (schema._zod.optin !== 'optional') return no;
    const inner = fitsOf((schema as z.core.$ZodOptional)._zod.def.innerType);
    return (value) => value === undefined || inner(value);
  },
  array: (schema) => {
    const element = fitsOf((schema as z.core.$ZodArray)._zod.def.element);
    return (value) => Array.isArray(value) && value.every(element);
  },
  object: (schema) => objectOf((schema as z.core.$ZodObject)._zod.def.shape),
  union: (schema) => {
    const { def } = (schema as z.core.$ZodDiscriminatedUnion)._zod;
    return typeof def.discriminator === 'string' ? unionOf(def.options, def.discriminator) : no;
  },
};

function kindOf(schema: z.core.$ZodType): Fits {
  return KINDS[schema._zod.def.type]?.(schema) ?? no;
}

function unlessCoerced(schema: z.core.$ZodType, fits: Fits): Fits {
  return (schema._zod.def as { coerce?: boolean }).coerce === true ? no : fits;
}

function oneOfItsValues(schema: z.core.$ZodType): Fits {
  const values: ReadonlySet<unknown> | undefined = schema._zod.values;
  return values === undefined ? no : (value) => values.has(value);
}

/** With no other key than its own. */
function objectOf(shape: z.core.$ZodShape): Fits {
  const fields = new Map(Object.entries(shape).map(([name, field]) => [name, fitsOf(field)]));
  // Whatever else may be absent has a value or a complaint for it.
  const required = Object.keys(shape).filter((name) => {
    const field = shape[name]?._zod;
    return field?.def.type !== 'optional' || field.optin !== 'optional';
  });
  return (value) => {
    if (!isPlain(value)) return false;
    for (const name of required) if (!Object.hasOwn(value, name)) return false;
    for (const name of Object.keys(value)) {
      const fits = fields.get(name);
      if (fits === undefined || !fits(value[name])) return false;
    }
    return true;
  };
}

function unionOf(options: readonly z.core.$ZodType[], discriminator: string): Fits {
  const byTag = new Map<unknown, Fits>();
  for (const option of options)
    for (const tag of option._zod.propValues?.[discriminator] ?? []) byTag.set(tag, fitsOf(option));
  return (value) => isPlain(value) && (byTag.get(value[discriminator])?.(value) ?? false);
}

export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** As the schema itself lists them: a format is a check of its own. */
function checksOf(schema: z.core.$ZodType): readonly z.core.$ZodCheck[] {
  const checks = schema._zod.def.checks ?? [];
  return schema._zod.traits.has('$ZodCheck') ? [schema as unknown as z.core.$ZodCheck, ...checks] : checks;
}

const PATTERN_ALONE = new Set(['regex', 'datetime', 'date']);

function checkOf(check: z.core.$ZodCheck): Fits {
  const { def } = (check as z.core.$ZodChecks)._zod;
  if (def.check === 'number_format' && def.format === 'safeint') return Number.isSafeInteger;
  if (
    def.check === 'string_format' &&
    PATTERN_ALONE.has(def.format) &&
    def.pattern?.flags.match(/[gy]/) === null
  ) {
    const { pattern } = def;
    return (value) => pattern.test(value as string);
  }
  // What it changes the value into, or finds wrong, is the schema's to say.
  return (value) => {
    const payload: z.core.ParsePayload = { value, issues: [] };
    const waits = (check as z.core.$ZodCheck<unknown>)._zod.check(payload);
    return waits === undefined && payload.issues.length === 0 && payload.value === value;
  };
}
