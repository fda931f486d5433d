import {
  OPERATORS_OF,
  ruleDraftSchema,
  ruleFields,
  type ConditionOperator,
  type PriorityCondition,
  type PriorityRule,
  type RecordType,
  type RuleDraft,
  type RuleField,
} from '@fieldsync/protocol';

/** A condition as it stands in the form: everything is text until it is read. */
export interface ConditionRow {
  readonly key: number;
  readonly path: string;
  readonly operator: ConditionOperator;
  readonly values: readonly string[];
  readonly modifier: string;
}

export interface RuleForm {
  readonly name: string;
  readonly entityType: RecordType;
  readonly modifier: string;
  readonly isActive: boolean;
  readonly conditions: readonly ConditionRow[];
  readonly nextKey: number;
}

export type RuleFormProblems = ReadonlySet<string>;

export function fieldOf(type: RecordType, path: string): RuleField | undefined {
  return ruleFields(type).find((field) => field.path === path);
}

function emptyCondition(type: RecordType, key: number): ConditionRow {
  const [field] = ruleFields(type);
  if (field === undefined) throw new Error(`nothing to look at on ${type}`);
  return { key, ...freshAnswer(field), modifier: '0' };
}

function freshAnswer(field: RuleField): Pick<ConditionRow, 'path' | 'operator' | 'values'> {
  const [operator = 'EQUALS'] = OPERATORS_OF[field.kind];
  return { path: field.path, operator, values: firstValues(field) };
}

function firstValues({ kind, values }: RuleField): readonly string[] {
  if (kind === 'yes-no') return ['true'];
  const [first] = values;
  return first === undefined ? [] : [first];
}

export function newForm(): RuleForm {
  return {
    name: '',
    entityType: 'ASSESSMENT',
    modifier: '10',
    isActive: true,
    conditions: [emptyCondition('ASSESSMENT', 1)],
    nextKey: 2,
  };
}

export function formOf(rule: PriorityRule): RuleForm {
  return {
    name: rule.name,
    entityType: rule.entityType,
    modifier: String(rule.priorityModifier),
    isActive: rule.isActive,
    conditions: rule.conditions.map(({ field, operator, value, modifier }, index) => ({
      key: index + 1,
      path: field,
      operator,
      values: (Array.isArray(value) ? value : [value]).map(String),
      modifier: String(modifier),
    })),
    nextKey: rule.conditions.length + 1,
  };
}

export function withType(form: RuleForm, entityType: RecordType): RuleForm {
  const conditions = [emptyCondition(entityType, form.nextKey)];
  return { ...form, entityType, conditions, nextKey: form.nextKey + 1 };
}

export function withCondition(form: RuleForm): RuleForm {
  const added = emptyCondition(form.entityType, form.nextKey);
  return { ...form, conditions: [...form.conditions, added], nextKey: form.nextKey + 1 };
}

export function withoutCondition(form: RuleForm, key: number): RuleForm {
  return { ...form, conditions: form.conditions.filter((row) => row.key !== key) };
}

/** Another question begins with a comparison and an answer that fit it. */
export function changedCondition(form: RuleForm, key: number, change: Partial<ConditionRow>): RuleForm {
  const conditions = form.conditions.map((row) => {
    if (row.key !== key) return row;
    const field = change.path === undefined ? undefined : fieldOf(form.entityType, change.path);
    if (field !== undefined && field.path !== row.path) return { ...row, ...freshAnswer(field) };
    const next = { ...row, ...change };
    const single = next.operator !== 'IN_ARRAY' && next.values.length > 1;
    return single ? { ...next, values: next.values.slice(0, 1) } : next;
  });
  return { ...form, conditions };
}

/** What the form says, where it can be read; else which of its answers do not fit, as dotted paths. */
export function readForm(
  form: RuleForm,
):
  | { readonly ok: true; readonly draft: RuleDraft }
  | { readonly ok: false; readonly problems: RuleFormProblems } {
  const parsed = ruleDraftSchema.safeParse({
    name: form.name,
    entityType: form.entityType,
    priorityModifier: wholeNumber(form.modifier),
    isActive: form.isActive,
    conditions: form.conditions.map((row): Record<keyof PriorityCondition, unknown> => ({
      field: row.path,
      operator: row.operator,
      value: valueOf(row, fieldOf(form.entityType, row.path)),
      modifier: wholeNumber(row.modifier),
    })),
  });
  if (parsed.success) return { ok: true, draft: parsed.data };
  return { ok: false, problems: new Set(parsed.error.issues.map(({ path }) => path.slice(0, 3).join('.'))) };
}

function valueOf({ operator, values }: ConditionRow, field: RuleField | undefined): unknown {
  const read = (text: string): unknown => {
    if (field?.kind === 'number') return text.trim() === '' ? undefined : Number(text);
    return field?.kind === 'yes-no' ? text === 'true' : text;
  };
  return operator === 'IN_ARRAY' ? values.map(read) : values[0] === undefined ? '' : read(values[0]);
}

function wholeNumber(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}
