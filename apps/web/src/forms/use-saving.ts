'use client';
import type { StoredRecord } from '@fieldsync/engine';
import { useRef, useState } from 'react';
import type { DraftContent } from './draft-answers.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { saveRecord, type FormEngine, type SaveProblem, type Saving } from './save-record.ts';

export type SavingState =
  | { readonly at: 'open' }
  | { readonly at: 'saving' }
  | { readonly at: 'saved' }
  | { readonly at: 'not-saved'; readonly problem: SaveProblem };

/**
 * Saves once, however often the button is tapped: from the first tap on, further ones do nothing until the phone has
 * said no. After a save the form is finished for good.
 */
export function useSaving(
  engine: FormEngine,
  keeper: DraftKeeper<DraftContent>,
  onSaved: (record: StoredRecord) => void,
): {
  readonly state: SavingState;
  save(saving: Saving, draft: DraftContent): Promise<SaveProblem | undefined>;
} {
  const [state, setState] = useState<SavingState>({ at: 'open' });
  const busy = useRef(false);
  const save = async (saving: Saving, draft: DraftContent): Promise<SaveProblem | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    setState({ at: 'saving' });
    await keeper.stop();
    const outcome = await saveRecord(engine, saving);
    if (outcome.ok) {
      setState({ at: 'saved' });
      onSaved(outcome.record);
      return undefined;
    }
    setState({ at: 'not-saved', problem: outcome.problem });
    keeper.resume(draft);
    busy.current = false;
    return outcome.problem;
  };
  return { state, save };
}
