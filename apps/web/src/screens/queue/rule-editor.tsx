'use client';
import {
  keptRuleSchema,
  limits,
  paths,
  RECORD_TYPES,
  type KeptRule,
  type RecordType,
} from '@fieldsync/protocol';
import { useId, useState } from 'react';
import { z } from 'zod';
import { Button, IconButton } from '../../components/button.tsx';
import { ConfirmSheet } from '../../components/confirm-sheet.tsx';
import { fieldClass } from '../../components/forms/field-class.ts';
import { Icon } from '../../components/icon.tsx';
import { showToast } from '../../components/show-toast.tsx';
import { tellOffice } from '../../live/ask-office.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useWords } from '../../words/words.tsx';
import { ConditionFields } from './condition-fields.tsx';
import {
  changedCondition,
  formOf,
  newForm,
  readForm,
  withCondition,
  withoutCondition,
  withType,
  type RuleFormProblems,
} from './rule-form-state.ts';
import { RuleTrouble, troubleOf, type Trouble } from './rule-trouble.tsx';
import { RuleTestPart } from './rule-test-part.tsx';
import { conditionsText, pointsOf } from './rule-words.ts';

const NO_PROBLEMS: RuleFormProblems = new Set();

/** Builds one rule: what it looks at, its conditions, a test on real records, and then it may be saved. */
export function RuleEditor({
  kept,
  onShow,
  onDone,
  onCancel,
}: {
  /** The rule as it was opened; undefined for a new one. */
  kept: KeptRule | undefined;
  /** Shows another change of the rule in place of this one. */
  onShow: (kept: KeptRule) => void;
  onDone: () => void;
  onCancel: () => void;
}) {
  const words = useWords();
  const places = usePlaces();
  const { rules } = words.queue;
  const [form, setForm] = useState(() => (kept === undefined ? newForm() : formOf(kept.rule)));
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [trouble, setTrouble] = useState<Trouble>();
  const [saving, setSaving] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [asNew, setAsNew] = useState(kept === undefined);
  const ids = { name: useId(), type: useId(), adds: useId() };
  const read = readForm(form);
  const url = `${paths.rules}/${encodeURIComponent(kept?.rule.id ?? '')}`;

  const save = async (): Promise<void> => {
    if (!read.ok) return setProblems(read.problems);
    setProblems(NO_PROBLEMS);
    setSaving(true);
    const answer =
      asNew || kept === undefined
        ? await tellOffice('POST', paths.rules, read.draft, keptRuleSchema)
        : await tellOffice('PUT', url, { rule: read.draft, revision: kept.revision }, keptRuleSchema);
    setSaving(false);
    if (!answer.ok) {
      setTrouble(troubleOf(answer));
      setAsNew(asNew || answer.code === 'NOT_FOUND');
      return;
    }
    showToast({ text: rules.saved, icon: 'check' });
    onDone();
  };
  const remove = async (): Promise<void> => {
    const revision = String(kept?.revision ?? 0);
    const answer = await tellOffice('DELETE', `${url}?revision=${revision}`, undefined, z.unknown());
    if (!answer.ok && answer.code !== 'NOT_FOUND') return setTrouble(troubleOf(answer));
    showToast({ text: rules.deleted, icon: 'check' });
    onDone();
  };
  const points = read.ok ? pointsOf(read.draft) : 0;
  const inWords = points < 0 ? rules.loses : rules.inWords;

  return (
    <section aria-label={rules.name} className="gutter flex min-w-0 flex-col bg-surface pt-4 lg:px-8">
      <div className="flex justify-end lg:hidden">
        <IconButton icon="close" label={rules.cancel} onClick={onCancel} className="-mr-3" />
      </div>
      {trouble === undefined ? null : <RuleTrouble trouble={trouble} onShow={onShow} />}
      <div className="grid gap-3 md:grid-cols-[minmax(0,1fr)_200px_120px]">
        <div>
          <label htmlFor={ids.name} className="strong block pb-1.5">
            {rules.name}
          </label>
          <input
            id={ids.name}
            aria-invalid={problems.has('name')}
            maxLength={limits.nameLength}
            value={form.name}
            onChange={(event) => setForm({ ...form, name: event.target.value })}
            className={`${fieldClass} strong`}
          />
        </div>
        <div>
          <label htmlFor={ids.type} className="strong block pb-1.5">
            {rules.looksAt}
          </label>
          <select
            id={ids.type}
            value={form.entityType}
            onChange={(event) => setForm(withType(form, event.target.value as RecordType))}
            className={fieldClass}
          >
            {RECORD_TYPES.map((type) => (
              <option key={type} value={type}>
                {rules.types[type]}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={ids.adds} className="strong block pb-1.5">
            {rules.adds}
          </label>
          <input
            id={ids.adds}
            aria-invalid={problems.has('priorityModifier')}
            inputMode="numeric"
            maxLength={4}
            value={form.modifier}
            onChange={(event) => setForm({ ...form, modifier: event.target.value })}
            className={fieldClass}
          />
        </div>
      </div>
      <div className="flex items-end justify-between gap-2 pt-4 pb-1">
        <h3 className="strong">{rules.conditions}</h3>
        <span aria-hidden className="detail w-[88px] flex-none text-center mr-14 xl:w-20">
          {rules.addsToo}
        </span>
      </div>
      <ul>
        {form.conditions.map((row, index) => (
          <ConditionFields
            key={row.key}
            row={row}
            index={index}
            type={form.entityType}
            problems={problems}
            onChange={(change) => setForm(changedCondition(form, row.key, change))}
            onRemove={
              form.conditions.length === 1 ? undefined : () => setForm(withoutCondition(form, row.key))
            }
          />
        ))}
      </ul>
      {form.conditions.length < limits.conditionsPerRule ? (
        <Button look="quiet" icon="plus" className="self-start" onClick={() => setForm(withCondition(form))}>
          {rules.add}
        </Button>
      ) : (
        <p className="detail py-2">{rules.full}</p>
      )}
      {problems.size > 0 ? (
        <p role="alert" className="strong pt-2 text-sm text-state-needs">
          {problems.has('conditions') ? rules.neverHolds : rules.wrongFields}
        </p>
      ) : null}
      {read.ok ? (
        <p className="mt-2 flex items-center gap-2.5 rounded-sm bg-canvas px-4 py-3 text-sm">
          <Icon name="rules" size="sm" />
          <span>
            {inWords(
              rules.anyOf[form.entityType],
              conditionsText(read.draft, places, words),
              String(Math.abs(points)),
            )}
          </span>
        </p>
      ) : null}
      <label className="flex min-h-12 items-center gap-3 pt-2">
        <input
          type="checkbox"
          role="switch"
          className="size-6 accent-ink"
          checked={form.isActive}
          onChange={(event) => setForm({ ...form, isActive: event.target.checked })}
        />
        <span className="strong">{rules.isActive}</span>
      </label>
      <RuleTestPart
        draft={read.ok ? read.draft : undefined}
        replaces={asNew ? undefined : kept?.rule.id}
        onUnread={() => setProblems(read.ok ? NO_PROBLEMS : read.problems)}
      />
      <footer className="mt-auto grid gap-2 edge-t bg-surface py-3 md:flex md:items-center lg:sticky lg:bottom-0">
        <p className="detail min-w-0 flex-1">{rules.reaches}</p>
        {kept === undefined ? null : (
          <Button look="quiet" onClick={() => setDeleting(true)}>
            {rules.delete}
          </Button>
        )}
        <Button onClick={onCancel}>{rules.cancel}</Button>
        <Button
          look="primary"
          className="max-md:order-first"
          aria-disabled={saving}
          onClick={() => (saving ? undefined : void save())}
        >
          {saving ? rules.saving : rules.save}
        </Button>
      </footer>
      <ConfirmSheet
        open={deleting}
        onClose={() => setDeleting(false)}
        title={rules.deleteTitle(kept?.rule.name ?? '')}
        detail={rules.deleteDetail}
        keep={rules.keep}
        confirm={rules.delete}
        onConfirm={() => void remove()}
      />
    </section>
  );
}
