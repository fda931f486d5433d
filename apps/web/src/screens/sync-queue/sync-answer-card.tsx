'use client';
import type { SyncState } from '@fieldsync/engine';
import type { BackgroundSyncSettings } from '@fieldsync/protocol';
import { useNow } from '../../clock/clock.tsx';
import { AnswerCard } from '../../components/answer-card.tsx';
import { IconButton } from '../../components/button.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { ProgressSteps } from '../../components/progress-steps.tsx';
import { answerWords } from '../../sync/answer-words.ts';
import { useEngine } from '../../sync/engine-context.ts';
import { holdLines } from '../../sync/hold-lines.ts';
import { sessionSegments } from '../../sync/session-segments.ts';
import { syncAnswer } from '../../sync/sync-answer.ts';
import { useWords } from '../../words/words.tsx';
import { AnswerActions } from './answer-actions.tsx';

/** The sentence that answers the screen, how far sending is, and, when something holds it, the line that did not pass. */
export function SyncAnswerCard({
  state,
  settings,
}: {
  state: SyncState;
  settings: BackgroundSyncSettings | undefined;
}) {
  const words = useWords();
  const now = useNow();
  const engine = useEngine();
  const answer = syncAnswer(state, settings);
  const { sentence, detail, mark } = answerWords(answer, state, now, words);
  const { session } = state;
  const cut = answer.kind === 'blocked' && answer.lost !== undefined;
  const segments =
    session !== null && (answer.kind === 'sending' || cut) ? sessionSegments(session, state.counts) : [];
  const canPause = answer.kind === 'sending' || answer.kind === 'waiting' || answer.kind === 'blocked';
  return (
    <AnswerCard
      live
      sentence={sentence}
      detail={detail}
      state={mark}
      action={
        !canPause || engine === undefined ? undefined : (
          <IconButton
            icon="pause"
            label={words.sync.pause}
            className="rounded-sm! edge-2"
            onClick={() => void engine.pause()}
          />
        )
      }
      below={segments.length === 0 ? undefined : <ProgressSteps segments={segments} marked />}
    >
      {answer.kind === 'held' && settings !== undefined ? (
        <Checklist label={words.holds.lines.label} className="edge-t px-4 pt-0.5 pb-2.5">
          {holdLines(state, settings, words).map((line) => (
            <ChecklistLine key={line.name} {...line} />
          ))}
        </Checklist>
      ) : null}
      <AnswerActions answer={answer} settings={settings} />
    </AnswerCard>
  );
}
