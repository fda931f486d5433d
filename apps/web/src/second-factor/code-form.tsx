'use client';
import { secondFactorStandingSchema, type SecondFactorStanding } from '@fieldsync/protocol';
import { useState, type FormEvent } from 'react';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { tellOffice } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';
import { CodeInput } from './code-input.tsx';
import { sayRefusal } from './say-refusal.ts';

/** Asks for a code of the app, or a recovery code, and gives it to the office at `path`. */
export function CodeForm({
  path,
  action,
  onGiven,
  onCancel,
}: {
  path: string;
  /** What the button says. */
  action: string;
  onGiven: (standing: SecondFactorStanding) => void;
  onCancel: () => void;
}) {
  const words = useWords();
  const { secondFactor: say } = words;
  const now = useNow();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (asking) return;
    if (code.trim() === '') return setProblem(say.missing);
    setAsking(true);
    const answer = await tellOffice('POST', path, { code }, secondFactorStandingSchema);
    setAsking(false);
    if (answer.ok) return onGiven(answer.data);
    setProblem(sayRefusal(answer, recovery, now, words));
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Question
        key={recovery ? 'recovery' : 'app'}
        label={recovery ? say.recoveryCode : say.code}
        hint={recovery ? say.recoveryHint : say.codeHint}
        error={problem}
      >
        <CodeInput value={code} onChange={setCode} letters={recovery} />
      </Question>
      <p role="status" className="detail min-h-6 pt-2">
        {asking ? say.giving : null}
      </p>
      <div className="grid grid-cols-2 gap-2">
        <Button onClick={onCancel}>{say.cancel}</Button>
        <Button type="submit" look="primary" aria-disabled={asking}>
          {action}
        </Button>
      </div>
      <Button
        look="link"
        size="sm"
        className="mt-3"
        onClick={() => {
          setRecovery(!recovery);
          setCode('');
          setProblem(undefined);
        }}
      >
        {recovery ? say.useApp : say.useRecovery}
      </Button>
    </form>
  );
}
