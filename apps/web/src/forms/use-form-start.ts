'use client';
import type { Fieldsync, StoredRecord } from '@fieldsync/engine';
import { recordIdSchema, type Sector } from '@fieldsync/protocol';
import { useEffect, useState } from 'react';
import { formDefinition, type FormDefinition, type FormType } from '@fieldsync/protocol/forms';
import { draftKey } from './draft-answers.ts';
import { topField } from './save-record.ts';
import { startForm, type FormStart } from './form-start.ts';

/** What a form's address asks for. */
export interface FormRequest {
  readonly type: FormType;
  /** Of a new record; a record that is changed knows its own. */
  readonly sector: Sector | undefined;
  readonly recordId: string | null;
  readonly assessmentId: string | null;
}

export type OpenedForm =
  | { readonly at: 'opening' }
  /** Nothing says what the record is about. */
  | { readonly at: 'choose-sector' }
  /** No such record on this phone. */
  | { readonly at: 'gone' }
  | { readonly at: 'unreadable' }
  | {
      readonly at: 'open';
      readonly definition: FormDefinition;
      readonly start: FormStart;
      readonly draftKey: string;
    };

async function stored(engine: Fieldsync, id: string | null): Promise<StoredRecord | undefined> {
  const parsed = recordIdSchema.safeParse(id);
  return parsed.success ? engine.getRecord(parsed.data) : undefined;
}

/** What the office said no to, for a record that waits for its person. */
async function fieldsToFix(
  engine: Fieldsync,
  record: StoredRecord | undefined,
): Promise<string[] | undefined> {
  if (record?.state !== 'needs') return undefined;
  const queue = await engine.queueOf(record.id);
  return queue.flatMap(({ state, problem }) =>
    state === 'shelf' && problem?.field !== undefined ? [topField(problem.field)] : [],
  );
}

/** Reads what the form opens with, once: answers must not change under the person's finger. */
export async function openForm(
  engine: Fieldsync,
  request: FormRequest,
  lastPlaceId: string | undefined,
  now: string,
): Promise<OpenedForm> {
  const { type, recordId, assessmentId } = request;
  const record = await stored(engine, recordId);
  if (recordId !== null && (record === undefined || record.type !== type || record.deleted))
    return { at: 'gone' };
  const assessment = await stored(engine, assessmentId);
  const sector = record?.sector ?? request.sector ?? assessment?.sector;
  if (sector === undefined || sector === null) return { at: 'choose-sector' };
  const definition = formDefinition(type, sector);
  const key = draftKey({ type, sector, recordId: record?.id });
  const start = startForm({
    definition,
    record,
    draft: await engine.getDraft(key),
    lastPlaceId,
    toFix: await fieldsToFix(engine, record),
    assessment:
      assessmentId === null ? undefined : { id: assessmentId, placeId: assessment?.placeId ?? null },
    now,
  });
  return { at: 'open', definition, start, draftKey: key };
}

/** @param opening a new number opens the form anew */
export function useFormStart(
  engine: Fieldsync | undefined,
  request: FormRequest,
  lastPlaceId: string | undefined,
  opening: number,
): OpenedForm {
  const { type, sector, recordId, assessmentId } = request;
  const wanted = `${type} ${String(sector)} ${String(recordId)} ${String(assessmentId)} ${String(opening)}`;
  const [opened, setOpened] = useState<{ readonly wanted: string; readonly form: OpenedForm }>();
  useEffect(() => {
    if (engine === undefined || opened?.wanted === wanted) return;
    let current = true;
    const arrive = (form: OpenedForm): void => {
      if (current) setOpened({ wanted, form });
    };
    openForm(engine, { type, sector, recordId, assessmentId }, lastPlaceId, new Date().toISOString()).then(
      arrive,
      () => arrive({ at: 'unreadable' }),
    );
    return () => {
      current = false;
    };
  }, [engine, type, sector, recordId, assessmentId, lastPlaceId, wanted, opened]);
  return opened?.wanted === wanted ? opened.form : { at: 'opening' };
}
