'use client';
import { ActionFooter } from '../components/action-footer.tsx';
import { Button } from '../components/button.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { useWords } from '../words/words.tsx';
import type { Words } from '../words/en.ts';
import type { SaveProblem } from './save-record.ts';
import type { SavingState } from './use-saving.ts';

function sayProblem(problem: SaveProblem, words: Words): { title: string; detail: string; more?: string } {
  const say = words.recordForm.notSaved;
  switch (problem.reason) {
    case 'invalid':
      return { title: say.invalid(problem.fields.length), detail: say.invalidDetail };
    case 'full':
      return { title: say.full, detail: say.fullDetail };
    case 'gone':
      return { title: say.gone, detail: say.goneDetail };
    case 'locked':
      return { title: say.locked, detail: say.lockedDetail };
    case 'reserve':
      return { title: say.reserve, detail: say.reserveDetail };
    case 'broken':
      return { title: say.broken, detail: say.brokenDetail, more: say.phoneSays(problem.detail) };
  }
}

function NotSaved({ problem, onSaveAsNew }: { problem: SaveProblem; onSaveAsNew: () => void }) {
  const words = useWords();
  const { title, detail, more } = sayProblem(problem, words);
  return (
    <div className="flex items-start gap-2.5 pb-3">
      <StateMark state="needs" className="mt-0.5" />
      <div className="min-w-0">
        <p className="strong leading-[22px] text-state-needs">{title}</p>
        <p className="detail">{detail}</p>
        {more === undefined ? null : (
          <p className="pt-0.5 text-xs [overflow-wrap:anywhere] text-ink-3">{more}</p>
        )}
        {problem.reason === 'gone' ? (
          <Button className="mt-2" onClick={onSaveAsNew}>
            {words.recordForm.notSaved.saveAsNew}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Save, always in reach of the thumb and from every part; what stands in its way is said right above it. */
export function FormFooter({
  state,
  onSave,
  onSaveAsNew,
  onNextPart,
}: {
  state: SavingState;
  onSave: () => void;
  onSaveAsNew: () => void;
  /** Absent on the last part. */
  onNextPart: (() => void) | undefined;
}) {
  const { recordForm } = useWords();
  const saving = state.at === 'saving' || state.at === 'saved';
  return (
    <ActionFooter>
      <div role="alert">
        {state.at === 'not-saved' ? <NotSaved problem={state.problem} onSaveAsNew={onSaveAsNew} /> : null}
      </div>
      <div className="flex gap-2">
        <Button
          look="primary"
          size="big"
          icon="check"
          aria-disabled={saving}
          onClick={onSave}
          className="flex-1"
        >
          {saving ? recordForm.saving : recordForm.save}
        </Button>
        {onNextPart === undefined ? null : (
          <Button className="min-h-14 flex-none" onClick={onNextPart}>
            {recordForm.nextPart}
          </Button>
        )}
      </div>
      <p className="pt-2 text-center text-xs text-ink-2">{recordForm.savesHere}</p>
    </ActionFooter>
  );
}
