'use client';
import { useState } from 'react';
import type { FormDefinition } from '@fieldsync/protocol/forms';
import { packDraft, type DraftContent } from './draft-answers.ts';
import { DraftKeeper, type DraftState } from './draft-keeper.ts';
import type { FormStart } from './form-start.ts';
import type { FormEngine } from './save-record.ts';

export interface FormDraft {
  readonly keeper: DraftKeeper<DraftContent>;
  readonly state: DraftState;
}

/** The draft of one form, kept by the engine under `key`. */
export function useDraft(
  engine: FormEngine,
  definition: FormDefinition,
  start: FormStart,
  key: string,
): FormDraft {
  const [state, setState] = useState<DraftState>(start.draftFrom === undefined ? 'none' : 'kept');
  const [keeper] = useState(
    () =>
      new DraftKeeper<DraftContent>(
        (content) =>
          engine.saveDraft({
            key,
            type: definition.type,
            sector: definition.sector,
            recordId: start.editing?.id ?? null,
            answers: packDraft(content),
          }),
        setState,
      ),
  );
  return { keeper, state };
}
