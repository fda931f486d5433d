import type { Fieldsync, SaveResult, StoredRecord } from '@fieldsync/engine';
import type { Priority, RecordData, RecordId } from '@fieldsync/protocol';
import type { FormDefinition } from '@fieldsync/protocol/forms';
import type { ShownRecord } from './draft-answers.ts';
import { isStoreFull } from './draft-keeper.ts';

/** What a form hands over. */
export interface Saving {
  readonly definition: FormDefinition;
  readonly data: RecordData;
  readonly priority: Priority | undefined;
  readonly editing: { readonly id: RecordId; readonly shown: ShownRecord } | undefined;
  readonly draftKey: string;
}

/** Why nothing was saved. The answers stay in the form in every case. */
export type SaveProblem =
  | { readonly reason: 'invalid'; readonly fields: readonly string[] }
  | { readonly reason: 'full' | 'gone' | 'locked' | 'reserve' }
  /** `detail` is what the phone itself said. */
  | { readonly reason: 'broken'; readonly detail: string };

export type SaveOutcome =
  | { readonly ok: true; readonly record: StoredRecord }
  | { readonly ok: false; readonly problem: SaveProblem };

/** What a form needs of the engine. */
export type FormEngine = Pick<Fieldsync, 'save' | 'update' | 'saveDraft'>;

/** The question that a dotted path is about: `medicinesDelivered.0.quantity`, or `data.status` as the office says it. */
export function topField(path: string): string {
  const [first = path, second] = path.split('.');
  return (first === 'data' || first === 'patch') && second !== undefined ? second : first;
}

function hand(engine: Pick<FormEngine, 'save' | 'update'>, saving: Saving): Promise<SaveResult> {
  const { definition, data, editing, draftKey } = saving;
  const priority = saving.priority === undefined ? {} : { priority: saving.priority };
  if (editing === undefined) return engine.save({ type: definition.type, data, draftKey, ...priority });
  return engine.update({ id: editing.id, data, shown: editing.shown, draftKey, ...priority });
}

/** Saves on the phone. Done when the phone has it on disk [C1]; never throws, each refusal is a value. */
export async function saveRecord(
  engine: Pick<FormEngine, 'save' | 'update'>,
  saving: Saving,
): Promise<SaveOutcome> {
  try {
    const result = await hand(engine, saving);
    if (result.ok) return { ok: true, record: result.record };
    if (result.reason !== 'invalid') return { ok: false, problem: { reason: result.reason } };
    const fields = result.problems.map(({ field }) => topField(field));
    return { ok: false, problem: { reason: 'invalid', fields } };
  } catch (error) {
    if (isStoreFull(error)) return { ok: false, problem: { reason: 'full' } };
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ok: false, problem: { reason: 'broken', detail } };
  }
}
