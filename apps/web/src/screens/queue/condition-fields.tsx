'use client';
import { OPERATORS_OF, ruleFields, type RecordType, type RuleField } from '@fieldsync/protocol';
import { IconButton } from '../../components/button.tsx';
import { fieldClass } from '../../components/forms/field-class.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useWords } from '../../words/words.tsx';
import { fieldOf, type ConditionRow } from './rule-form-state.ts';
import { fieldGroups, fieldName, valueName } from './rule-words.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

function useAnswers(field: RuleField, type: RecordType): readonly Option[] {
  const words = useWords();
  const places = usePlaces();
  if (field.kind === 'place') {
    const byName = [...places].map(([value, { name }]) => ({ value, label: name }));
    return byName.sort((a, b) => a.label.localeCompare(b.label, words.locale));
  }
  const values = field.kind === 'yes-no' ? ['true', 'false'] : field.values;
  return values.map((value) => ({ value, label: valueName(field, type, value, words) }));
}

function Answer({
  field,
  type,
  row,
  invalid,
  onChange,
}: {
  field: RuleField;
  type: RecordType;
  row: ConditionRow;
  invalid: boolean;
  onChange: (values: readonly string[]) => void;
}) {
  const { rules } = useWords().queue;
  const answers = useAnswers(field, type);
  if (field.kind === 'text' || field.kind === 'number')
    return (
      <input
        aria-label={rules.answer}
        aria-invalid={invalid}
        inputMode={field.kind === 'number' ? 'decimal' : 'text'}
        maxLength={120}
        value={row.values[0] ?? ''}
        onChange={(event) => onChange([event.target.value])}
        className={fieldClass}
      />
    );
  if (row.operator === 'IN_ARRAY')
    return (
      <fieldset
        aria-label={rules.answers}
        aria-invalid={invalid}
        className="max-h-48 overflow-y-auto rounded-sm edge-2 bg-surface px-3 py-1 aria-invalid:border-2 aria-invalid:border-state-needs"
      >
        {answers.map(({ value, label }) => (
          <label key={value} className="flex min-h-10 items-center gap-2.5 text-base">
            <input
              type="checkbox"
              className="size-5 flex-none accent-ink"
              checked={row.values.includes(value)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...row.values, value] : row.values.filter((one) => one !== value),
                )
              }
            />
            {label}
          </label>
        ))}
      </fieldset>
    );
  return (
    <select
      aria-label={rules.answer}
      aria-invalid={invalid}
      value={row.values[0] ?? ''}
      onChange={(event) => onChange([event.target.value])}
      className={fieldClass}
    >
      {row.values.length === 0 ? <option value="" /> : null}
      {answers.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** One condition: a question, a comparison that fits it, an answer that fits both, and the points that it adds. */
export function ConditionFields({
  row,
  index,
  type,
  problems,
  onChange,
  onRemove,
}: {
  row: ConditionRow;
  index: number;
  type: RecordType;
  problems: ReadonlySet<string>;
  onChange: (change: Partial<ConditionRow>) => void;
  /** Undefined for the only one. */
  onRemove: (() => void) | undefined;
}) {
  const words = useWords();
  const { rules } = words.queue;
  const field = fieldOf(type, row.path);
  const wrong = (part: string): boolean => problems.has(`conditions.${String(index)}.${part}`);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_88px_48px] items-start gap-2 py-1.5 xl:grid-cols-[36px_minmax(0,1.45fr)_minmax(0,.9fr)_minmax(0,1.2fr)_80px_48px]">
      <span aria-hidden className="strong pt-3 text-ink-2 max-xl:hidden">
        {index === 0 ? '' : rules.and}
      </span>
      <select
        aria-label={rules.question}
        aria-invalid={wrong('field')}
        value={row.path}
        onChange={(event) => onChange({ path: event.target.value })}
        className={`${fieldClass} max-xl:col-span-3`}
      >
        {fieldGroups(ruleFields(type), words).map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.fields.map((one) => (
              <option key={one.path} value={one.path}>
                {fieldName(one, type, words)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <select
        aria-label={rules.comparison}
        aria-invalid={wrong('operator')}
        value={row.operator}
        onChange={(event) => onChange({ operator: event.target.value as ConditionRow['operator'] })}
        className={`${fieldClass} max-xl:col-span-3`}
      >
        {(field === undefined ? [row.operator] : OPERATORS_OF[field.kind]).map((operator) => (
          <option key={operator} value={operator}>
            {rules.operators[operator]}
          </option>
        ))}
      </select>
      {field === undefined ? (
        <span />
      ) : (
        <Answer
          field={field}
          type={type}
          row={row}
          invalid={wrong('value')}
          onChange={(values) => onChange({ values })}
        />
      )}
      <input
        aria-label={rules.conditionAdds}
        aria-invalid={wrong('modifier')}
        inputMode="numeric"
        maxLength={4}
        value={row.modifier}
        onChange={(event) => onChange({ modifier: event.target.value })}
        className={`${fieldClass} text-center`}
      />
      {onRemove === undefined ? (
        <span />
      ) : (
        <IconButton icon="close" label={rules.remove(String(index + 1))} onClick={onRemove} />
      )}
    </li>
  );
}
