'use client';
import type { StoredRecord } from '@fieldsync/engine';
import { locationSchema, type AffectedEntity, type Priority, type PriorityRule } from '@fieldsync/protocol';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { recordKind } from '../sync/record-title.ts';
import { useWords } from '../words/words.tsx';
import { FORM_PARTS, type FormDefinition, type FormPart } from '@fieldsync/protocol/forms';
import { DraftFound } from './draft-found.tsx';
import type { LinkableAssessment } from './fields/assessment-answer.tsx';
import { FormBar } from './form-bar.tsx';
import { FormFooter } from './form-footer.tsx';
import { isBegun, type FormStart } from './form-start.ts';
import { partName } from './part-name.ts';
import { PriorityNote, PriorityQuestion, usePriorityPreview } from './priority-question.tsx';
import { QuestionList } from './question-list.tsx';
import type { FormEngine } from './save-record.ts';
import { recordResolver, type FormValues } from './record-resolver.ts';
import { useAnswerToFix } from './use-answer-to-fix.ts';
import { useDraft } from './use-draft.ts';
import { usePosition } from './use-position.ts';
import { useSaving } from './use-saving.ts';

export interface RecordFormProps {
  readonly engine: FormEngine;
  readonly definition: FormDefinition;
  readonly start: FormStart;
  readonly draftKey: string;
  readonly rules: readonly PriorityRule[];
  readonly places: readonly AffectedEntity[];
  readonly assessments: readonly LinkableAssessment[];
  readonly now: Date;
  readonly part: FormPart;
  readonly onPart: (part: FormPart) => void;
  readonly onBack: () => void;
  readonly onSaved: (record: StoredRecord) => void;
  /** The draft is to be thrown away and the form opened anew. */
  readonly onStartAgain: () => void;
}

/** One form for all sectors and both kinds: what it asks is in its definition. */
export function RecordForm(props: RecordFormProps) {
  const { engine, definition, start, draftKey, places, part, onPart, now } = props;
  const words = useWords();
  const [resolver] = useState(() => recordResolver(definition, words, () => new Date().toISOString()));
  const form = useForm<FormValues>({
    defaultValues: { ...start.answers },
    resolver,
    shouldFocusError: false,
  });
  const { control } = form;
  const [priority, setPriority] = useState<Priority | undefined>(start.priority);
  const draft = useDraft(engine, definition, start, draftKey);
  const saving = useSaving(engine, draft.keeper, props.onSaved);
  const goToAnswer = useAnswerToFix(definition, part, onPart);
  const preview = usePriorityPreview(control, definition, priority, props.rules);
  const search = usePosition({
    auto: start.editing === undefined && start.answers['location'] === undefined,
    onFound: (location) => form.setValue('location', location),
  });

  const content = (answers: FormValues, choice: Priority | undefined = priority) => ({
    answers: { ...answers },
    priority: choice,
    shown: start.editing?.shown,
  });
  const partTop = useRef<HTMLElement>(null);
  const begun = useRef(start.draftFrom !== undefined);
  const keep = useEffectEvent((answers: FormValues) => {
    begun.current ||= isBegun(start, answers);
    if (begun.current) draft.keeper.keep(content(answers));
  });
  const recheck = useEffectEvent((field: string | undefined) => {
    const error = field === undefined ? undefined : form.getFieldState(field).error;
    if (field === undefined || error === undefined) return;
    if (error.type === 'office') form.clearErrors(field);
    else void form.trigger(field);
  });
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values, name }) => {
          keep(values);
          recheck(name);
        },
      }),
    [form],
  );

  const showProblems = (fields: readonly string[]): void => {
    for (const field of fields)
      if (form.getFieldState(field).error === undefined)
        form.setError(field, { type: 'office', message: words.recordForm.problems.doesNotFit });
    goToAnswer(fields);
  };
  const fixNow = useEffectEvent(async (fields: readonly string[]) => {
    await form.trigger();
    showProblems([...fields, ...Object.keys(form.formState.errors)]);
  });
  useEffect(() => {
    if (start.toFix !== undefined) void fixNow(start.toFix);
  }, [start]);
  const submit = (asNew: boolean): void => {
    void form.handleSubmit(
      async (data) => {
        const editing = asNew ? undefined : start.editing;
        const problem = await saving.save(
          { definition, data, priority, editing, draftKey },
          content(form.getValues()),
        );
        if (problem?.reason === 'invalid') showProblems(problem.fields);
      },
      (errors) => goToAnswer(Object.keys(errors)),
    )();
  };

  const [placeId, location] = useWatch({ control, name: ['affectedEntityId', 'location'] });
  const place = places.find(({ id }) => id === placeId);
  const kind = recordKind(definition, words);
  const title = start.editing === undefined ? kind : words.recordForm.editing(kind);
  const at = FORM_PARTS.indexOf(part);
  const next = FORM_PARTS[at + 1];
  const name = partName(definition, part, words);
  const position = locationSchema.safeParse(location).data;
  const around = { places, assessments: props.assessments, search, position, now };
  return (
    <form noValidate className="flex flex-1 flex-col" onSubmit={(event) => event.preventDefault()}>
      <FormBar
        title={title}
        subtitle={
          place === undefined
            ? words.recordForm.subtitleNoPlace(at + 1, FORM_PARTS.length, name)
            : words.recordForm.subtitle(place.name, at + 1, FORM_PARTS.length, name)
        }
        part={at + 1}
        of={FORM_PARTS.length}
        draft={draft.state}
        onBack={props.onBack}
      />
      <section
        ref={partTop}
        tabIndex={-1}
        aria-label={name}
        className="gutter mx-auto w-full max-w-[600px] pb-6 outline-none"
      >
        {start.draftFrom === undefined || at > 0 ? null : (
          <DraftFound
            keptAt={new Date(start.draftFrom)}
            place={place?.name}
            title={place === undefined ? kind : words.domain.titleAndPlace(kind, place.name)}
            editing={start.editing !== undefined}
            now={now}
            onDiscard={() => void draft.keeper.stop().then(props.onStartAgain)}
          />
        )}
        <QuestionList definition={definition} part={part} control={control} around={around} />
        {part === 'closing' ? (
          <PriorityQuestion
            choice={priority}
            onChoose={(choice) => {
              begun.current = true;
              setPriority(choice);
              draft.keeper.keep(content(form.getValues(), choice));
            }}
          />
        ) : null}
        {part === 'closing' || preview.band === 'CRITICAL' || preview.band === 'HIGH' ? (
          <PriorityNote preview={preview} />
        ) : null}
      </section>
      <FormFooter
        state={saving.state}
        onSave={() => submit(false)}
        onSaveAsNew={() => submit(true)}
        onNextPart={
          next === undefined
            ? undefined
            : () => {
                onPart(next);
                // Whoever goes on by keyboard or ear begins at the part, not behind it at the button.
                partTop.current?.focus({ preventScroll: true });
              }
        }
      />
    </form>
  );
}
