'use client';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useNow } from '../../clock/clock.tsx';
import { Button } from '../../components/button.tsx';
import { Question } from '../../components/forms/question.tsx';
import { TextAnswer } from '../../components/forms/text-answer.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { homeFor } from '../../components/navigation.ts';
import { keepAccount } from '../../session/account-store.ts';
import { signInAtOffice, type SignInRefusal } from '../../session/office.ts';
import { useEngine } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';
import { refusalWords } from './refusal-words.ts';

type Stage = { step: 'asking' } | { step: 'open'; tried: boolean; refusal?: SignInRefusal };

/** Email and password, sent once and kept nowhere. */
export function SignInForm({ lastEmail }: { lastEmail: string | undefined }) {
  const words = useWords();
  const now = useNow();
  const router = useRouter();
  const engine = useEngine();
  const [email, setEmail] = useState(lastEmail ?? '');
  const [password, setPassword] = useState('');
  const [stage, setStage] = useState<Stage>({ step: 'open', tried: false });
  const asking = stage.step === 'asking';
  const tried = stage.step === 'open' && stage.tried;
  const refusal = stage.step === 'open' ? stage.refusal : undefined;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (asking) return;
    if (email.trim() === '' || password === '') {
      setStage({ step: 'open', tried: true });
      return;
    }
    setStage({ step: 'asking' });
    const result = await signInAtOffice(email.trim(), password);
    if (!result.ok) {
      setStage({ step: 'open', tried: false, refusal: result });
      return;
    }
    keepAccount(result.account);
    if (engine?.account === result.account.id) void engine.signedIn();
    router.replace(homeFor(result.account.role));
  };

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Question
        label={words.session.email}
        error={tried && email.trim() === '' ? words.session.emailMissing : undefined}
      >
        <TextAnswer
          value={email}
          onChange={setEmail}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
        />
      </Question>
      <Question
        label={words.session.password}
        error={tried && password === '' ? words.session.passwordMissing : undefined}
      >
        <TextAnswer
          value={password}
          onChange={setPassword}
          name="password"
          type="password"
          autoComplete="current-password"
        />
      </Question>
      <p className="detail pt-4">{words.session.agrees}</p>
      <div role="alert">
        {refusal === undefined ? null : (
          <p className="strong flex gap-2 pt-4 text-[0.9375rem] leading-[1.4] text-state-needs">
            <StateMark state="needs" size="sm" className="mt-0.5" />
            {refusalWords(refusal, now, words)}
          </p>
        )}
      </div>
      <Button type="submit" look="primary" size="big" className="mt-5" aria-disabled={asking}>
        {asking ? words.session.signingIn : words.session.signIn}
      </Button>
    </form>
  );
}
