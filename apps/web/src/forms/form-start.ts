import type { Draft, StoredRecord } from '@fieldsync/engine';
import { equalJson, type Priority, type RecordId } from '@fieldsync/protocol';
import type { FormDefinition } from '@fieldsync/protocol/forms';
import { unpackDraft, type ShownRecord } from './draft-answers.ts';
import type { Answers } from './record-answers.ts';

/** What a form opens with. */
export interface FormStart {
  readonly answers: Answers;
  readonly priority: Priority | undefined;
  /** The record that is being changed, as it was when the change began. */
  readonly editing: { readonly id: RecordId; readonly shown: ShownRecord } | undefined;
  /** When the draft that this goes on from was kept, ms since 1970. */
  readonly draftFrom: number | undefined;
  /** Fields that the office would not take; undefined for a record that waits for nobody. */
  readonly toFix: readonly string[] | undefined;
}

export interface FormFacts {
  readonly definition: FormDefinition;
  /** The record to change. */
  readonly record: StoredRecord | undefined;
  readonly draft: Draft | undefined;
  readonly lastPlaceId: string | undefined;
  /** See `FormStart`. */
  readonly toFix: readonly string[] | undefined;
  /** The assessment that a new response answers, and its place when it is on this phone. */
  readonly assessment: { readonly id: string; readonly placeId: string | null } | undefined;
  /** ISO time of opening. */
  readonly now: string;
}

function newAnswers({ definition, lastPlaceId, assessment, now }: FormFacts): Answers {
  const placeId = assessment?.placeId ?? lastPlaceId;
  const moments = definition.questions.filter(({ question }) => question.kind === 'moment');
  return {
    ...Object.fromEntries(moments.map(({ field }) => [field, now])),
    ...(placeId === undefined ? {} : { affectedEntityId: placeId }),
    ...(assessment === undefined ? {} : { assessmentId: assessment.id }),
  };
}

/**
 * A draft goes before everything: it is a person's work. A change that was begun on an older version goes on from
 * that version, so that what the office changed meanwhile is found out and not overwritten unseen.
 */
export function startForm(facts: FormFacts): FormStart {
  const { record, draft } = facts;
  const kept = draft === undefined ? undefined : unpackDraft(draft.answers);
  const shared = { draftFrom: draft?.savedAt, toFix: facts.toFix };
  if (record === undefined) {
    if (kept === undefined)
      return { ...shared, answers: newAnswers(facts), priority: undefined, editing: undefined };
    const linked = facts.assessment === undefined ? {} : { assessmentId: facts.assessment.id };
    const answers = { ...kept.answers, ...linked };
    return { ...shared, answers, priority: kept.priority, editing: undefined };
  }
  const shown = kept?.shown ?? { data: record.data, version: record.base?.version ?? 0 };
  return {
    ...shared,
    answers: kept?.answers ?? record.data,
    priority: kept?.priority ?? record.choice ?? undefined,
    editing: { id: record.id, shown },
  };
}

/** Whether the person has answered anything yet. A position that the phone found by itself is no answer. */
export function isBegun(start: FormStart, answers: Answers): boolean {
  const fields = new Set([...Object.keys(start.answers), ...Object.keys(answers)]);
  fields.delete('location');
  // An emptied field and one never filled are the same; null, "not known", is an answer.
  const filled = (value: unknown): unknown => (value === undefined ? '' : value);
  return [...fields].some((field) => !equalJson(filled(start.answers[field]), filled(answers[field])));
}
