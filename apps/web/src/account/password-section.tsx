'use client';
import { paths } from '@fieldsync/protocol';
import { useState, type FormEvent } from 'react';
import { z } from 'zod';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { TextAnswer } from '../components/forms/text-answer.tsx';
import { tellOffice } from '../live/ask-office.ts';
import { useSession } from '../session/use-session.ts';
import { useWords } from '../words/words.tsx';
import { passwordProblem, refusedPassword, type PasswordProblem } from './password-problem.ts';

const EMPTY = { present: '', next: '', again: '' };
const nothing = z.object({});

/** The present password and a new one, sent once and kept nowhere. */
export function PasswordSection({ onChanged }: { onChanged: () => void }) {
  const words = useWords();
  const { account: say } = words;
  const now = useNow();
  const { account } = useSession();
  const [typed, setTyped] = useState(EMPTY);
  const [stage, setStage] = useState<'open' | 'asking' | 'changed'>('open');
  const [problem, setProblem] = useState<PasswordProblem>();
  const put = (part: keyof typeof EMPTY) => (value: string) => {
    setTyped({ ...typed, [part]: value });
    setStage('open');
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (stage === 'asking') return;
    const wrong = passwordProblem(typed, words);
    setProblem(wrong);
    if (wrong !== undefined) return;
    setStage('asking');
    const body = { currentPassword: typed.present, newPassword: typed.next };
    const answer = await tellOffice('POST', paths.changePassword, body, nothing);
    if (!answer.ok) {
      setProblem(refusedPassword(answer, now, words));
      setStage('open');
      return;
    }
    setTyped(EMPTY);
    setStage('changed');
    onChanged();
  };
  const errorOf = (part: PasswordProblem['part']): string | undefined =>
    problem?.part === part ? problem.says : undefined;
  return (
    <section>
      <h2 className="section-title">{say.password}</h2>
      <form noValidate className="card px-4 pt-1.5 pb-4" onSubmit={(event) => void submit(event)}>
        <p className="detail pt-2">{say.passwordDetail}</p>
        {/* So that what keeps passwords knows whose this is. */}
        <input hidden readOnly name="email" autoComplete="username" value={account?.email ?? ''} />
        <Question label={say.present} error={errorOf('present')}>
          <TextAnswer
            value={typed.present}
            onChange={put('present')}
            name="current-password"
            type="password"
            autoComplete="current-password"
          />
        </Question>
        <Question label={say.next} hint={say.nextHint} error={errorOf('next')}>
          <TextAnswer
            value={typed.next}
            onChange={put('next')}
            name="new-password"
            type="password"
            autoComplete="new-password"
          />
        </Question>
        <Question label={say.again} error={errorOf('again')}>
          <TextAnswer
            value={typed.again}
            onChange={put('again')}
            name="new-password-again"
            type="password"
            autoComplete="new-password"
          />
        </Question>
        <div role="alert">
          {errorOf('all') === undefined ? null : <p className="strong pt-3">{errorOf('all')}</p>}
        </div>
        <p role="status" className="detail min-h-6 pt-2">
          {stage === 'asking' ? say.changing : stage === 'changed' ? say.changed : null}
        </p>
        <Button type="submit" look="primary" className="w-full" aria-disabled={stage === 'asking'}>
          {say.change}
        </Button>
      </form>
    </section>
  );
}
