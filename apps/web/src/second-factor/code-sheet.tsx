'use client';
import { paths, secondFactorStandingSchema } from '@fieldsync/protocol';
import { useRef, useSyncExternalStore } from 'react';
import { Sheet } from '../components/sheet.tsx';
import { useAsked } from '../conflicts/use-asked.ts';
import { useWords } from '../words/words.tsx';
import { answerCode, onCodeQuestion, openCodeNeed } from './code-question.ts';
import { CodeForm } from './code-form.tsx';
import { Enrolment } from './enrolment.tsx';

/** Stands over whatever page or sheet the act was asked from; that stays as it is, with all that was typed. */
export function CodeSheet() {
  const { secondFactor: say } = useWords();
  const need = useSyncExternalStore(onCodeQuestion, openCodeNeed, () => undefined);
  const { data } = useAsked(need === 'code' ? paths.secondFactor : undefined, secondFactorStandingSchema);
  /** A first code was given: whoever closes the sheet over the recovery codes has what the office asked for. */
  const confirmed = useRef(false);
  const answer = (given: boolean): void => {
    confirmed.current = false;
    answerCode(given);
  };
  return (
    <Sheet
      open={need !== undefined}
      onClose={() => answer(confirmed.current)}
      title={need === 'enrolment' ? say.enrolTitle : say.askTitle}
      detail={
        need === 'enrolment'
          ? say.enrolDetail
          : data === undefined
            ? say.askDetailUnknown
            : say.askDetail(data.minutes)
      }
    >
      {need === 'enrolment' ? (
        <Enrolment
          onConfirmed={() => {
            confirmed.current = true;
          }}
          onDone={() => answer(true)}
        />
      ) : (
        <CodeForm
          path={paths.giveCode}
          action={say.give}
          onGiven={() => answer(true)}
          onCancel={() => answer(false)}
        />
      )}
    </Sheet>
  );
}
