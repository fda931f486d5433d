/**
 * What a rule may look at: the answers of the record schemas, each with the comparisons and values that fit it. Read off
 * the schemas, so that a question added to a form can be named in a rule without another list to keep.
 */
import type { RecordType, Sector } from './domain.ts';
import { SECTORS } from './domain.ts';
import type { ConditionOperator } from './priority-rule.ts';
import { assessmentSchemaBySector } from './records/assessment.ts';
import { mediaSchema } from './records/media.ts';
import { responseSchemaBySector } from './records/response.ts';

/** `choice`: one of a set. `choices`: several of a set. `place`: id of a camp or community. */
export type RuleFieldKind = 'choice' | 'choices' | 'number' | 'yes-no' | 'text' | 'place';

export interface RuleField {
  /** As a condition names it: `data.waterQuality`. */
  readonly path: string;
  readonly name: string;
  readonly kind: RuleFieldKind;
  /** Answers of a `choice` or `choices`, in the order of the form. */
  readonly values: readonly string[];
  /** Sectors whose form asks it; none for media. */
  readonly sectors: readonly Sector[];
}

export const OPERATORS_OF: Readonly<Record<RuleFieldKind, readonly ConditionOperator[]>> = {
  choice: ['EQUALS', 'IN_ARRAY'],
  choices: ['CONTAINS', 'IN_ARRAY'],
  number: ['GREATER_THAN', 'EQUALS'],
  'yes-no': ['EQUALS'],
  text: ['CONTAINS', 'EQUALS'],
  place: ['EQUALS', 'IN_ARRAY'],
};

/** The field that says which sector a record is of. */
export const SECTOR_FIELD: Readonly<Record<RecordType, string | undefined>> = {
  ASSESSMENT: 'assessmentType',
  RESPONSE: 'responseType',
  MEDIA: undefined,
};

/** References and checksums: comparing them says nothing of urgency. */
const NOT_FOR_RULES: ReadonlySet<string> = new Set(['assessmentId', 'belongsTo', 'sha256']);

/** As much of a schema's description as is looked at. */
interface Described {
  readonly def: {
    readonly type: string;
    readonly innerType?: Described;
    readonly element?: Described;
    readonly entries?: Readonly<Record<string, string>>;
    readonly values?: readonly unknown[];
    readonly format?: string;
  };
}

interface Shaped {
  readonly shape: Readonly<Record<string, unknown>>;
}

function asField(name: string, schema: Described): Pick<RuleField, 'kind' | 'values'> | undefined {
  if (name === 'affectedEntityId') return { kind: 'place', values: [] };
  if (NOT_FOR_RULES.has(name)) return undefined;
  const { def } = schema;
  switch (def.type) {
    case 'optional':
      return def.innerType === undefined ? undefined : asField(name, def.innerType);
    case 'enum':
      return { kind: 'choice', values: Object.values(def.entries ?? {}) };
    case 'literal':
      return { kind: 'choice', values: (def.values ?? []).filter((value) => typeof value === 'string') };
    case 'number':
      return { kind: 'number', values: [] };
    case 'boolean':
      return { kind: 'yes-no', values: [] };
    case 'string':
      return isMoment(def.format) ? undefined : { kind: 'text', values: [] };
    case 'array': {
      const element = def.element?.def;
      return element?.type === 'enum'
        ? { kind: 'choices', values: Object.values(element.entries ?? {}) }
        : undefined;
    }
    default:
      return undefined;
  }
}

function isMoment(format: string | undefined): boolean {
  return format === 'datetime' || format === 'date';
}

function fieldsOf(schemas: readonly (readonly [sector: Sector | undefined, schema: Shaped])[]): RuleField[] {
  const fields = new Map<string, RuleField>();
  for (const [sector, { shape }] of schemas) {
    for (const [name, schema] of Object.entries(shape)) {
      const found = asField(name, schema as Described);
      if (found === undefined) continue;
      const before = fields.get(name);
      fields.set(name, {
        path: `data.${name}`,
        name,
        kind: found.kind,
        values: [...new Set([...(before?.values ?? []), ...found.values])],
        sectors: [...(before?.sectors ?? []), ...(sector === undefined ? [] : [sector])],
      });
    }
  }
  return [...fields.values()];
}

const FIELDS: Readonly<Record<RecordType, readonly RuleField[]>> = {
  ASSESSMENT: fieldsOf(SECTORS.map((sector) => [sector, assessmentSchemaBySector[sector]])),
  RESPONSE: fieldsOf(SECTORS.map((sector) => [sector, responseSchemaBySector[sector]])),
  MEDIA: fieldsOf([[undefined, mediaSchema]]),
};

/** What a rule on records of this type may look at, in the order of the forms. */
export function ruleFields(type: RecordType): readonly RuleField[] {
  return FIELDS[type];
}
