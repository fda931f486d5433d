import type { Draft } from '@fieldsync/engine';
import { prioritySchema, type Priority, type RecordData } from '@fieldsync/protocol';
import { z } from 'zod';
import { formDefinition, type FormType } from '@fieldsync/protocol/forms';
import { countAnswers, type Answers } from './record-answers.ts';

/** What an edit began from: the difference to it is what will be sent. */
export interface ShownRecord {
  readonly data: RecordData;
  readonly version: number;
}

export interface DraftContent {
  readonly answers: Answers;
  readonly priority: Priority | undefined;
  /** For a draft of changes to a record. */
  readonly shown: ShownRecord | undefined;
}

/** Kept among the answers under names that no field can have: a field begins with a letter. */
const PRIORITY = '#priority';
const SHOWN = '#shown';
const shownSchema = z.object({ data: z.record(z.string(), z.unknown()), version: z.number().int().min(0) });

export function packDraft({ answers, priority, shown }: DraftContent): RecordData {
  return {
    ...answers,
    ...(priority === undefined ? {} : { [PRIORITY]: priority }),
    ...(shown === undefined ? {} : { [SHOWN]: shown }),
  };
}

/** Anything unreadable in the two extras is dropped; the answers are a person's work and are kept as they are. */
export function unpackDraft(packed: RecordData): DraftContent {
  const { [PRIORITY]: priority, [SHOWN]: shown, ...answers } = packed;
  return {
    answers,
    priority: prioritySchema.safeParse(priority).data,
    shown: shownSchema.safeParse(shown).data,
  };
}

/** One draft a kind of record and sector, and one a record that is being changed. */
export function draftKey(form: {
  readonly type: FormType;
  readonly sector: string;
  readonly recordId: string | undefined;
}): string {
  if (form.recordId !== undefined) return `edit:${form.recordId}`;
  return `${form.type.toLowerCase()}:${form.sector}`;
}

/** Where a draft is finished. */
export function draftHref(draft: Pick<Draft, 'type' | 'sector' | 'recordId'>): string {
  const form = draft.type === 'RESPONSE' ? 'response' : 'assessment';
  const id = draft.recordId === null ? '' : `&id=${draft.recordId}`;
  return `/capture/${form}/?sector=${draft.sector}${id}`;
}

export interface DraftSummary {
  readonly placeId: string | undefined;
  readonly answered: number;
  readonly asked: number;
}

/** What a list of drafts says: the place, and how far it is, "4 of 9 answers". */
export function summariseDraft(draft: Pick<Draft, 'type' | 'sector' | 'answers'>): DraftSummary {
  const { answers } = unpackDraft(draft.answers);
  const definition = formDefinition(draft.type === 'RESPONSE' ? 'RESPONSE' : 'ASSESSMENT', draft.sector);
  const placeId = answers['affectedEntityId'];
  return { placeId: typeof placeId === 'string' ? placeId : undefined, ...countAnswers(definition, answers) };
}
