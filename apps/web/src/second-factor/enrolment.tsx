'use client';
import {
  begunSecondFactorSchema,
  paths,
  recoveryCodesSchema,
  type BegunSecondFactor,
} from '@fieldsync/protocol';
import { useState, type FormEvent } from 'react';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { TextAnswer } from '../components/forms/text-answer.tsx';
import { tellOffice } from '../live/ask-office.ts';
import { saveFile } from '../screens/shelf/save-file.ts';
import { useSession } from '../session/use-session.ts';
import { useWords } from '../words/words.tsx';
import { CodeInput } from './code-input.tsx';
import { sayRefusal } from './say-refusal.ts';

/** Password, key, first code, recovery codes: one after the other, here or in the sheet that asks for it. */
export function Enrolment({ onConfirmed, onDone }: { onConfirmed: () => void; onDone: () => void }) {
  const [begun, setBegun] = useState<BegunSecondFactor>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes !== undefined) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (begun === undefined) return <PasswordStep onBegun={setBegun} />;
  return (
    <KeyStep
      begun={begun}
      onConfirmed={(made) => {
        setCodes(made);
        onConfirmed();
      }}
    />
  );
}

function PasswordStep({ onBegun }: { onBegun: (begun: BegunSecondFactor) => void }) {
  const words = useWords();
  const { secondFactor: say } = words;
  const now = useNow();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (asking) return;
    if (password === '') return setProblem(say.passwordMissing);
    setAsking(true);
    const answer = await tellOffice('POST', paths.secondFactor, { password }, begunSecondFactorSchema);
    setAsking(false);
    if (answer.ok) return onBegun(answer.data);
    if (answer.code === 'ALREADY_EXISTS') return setProblem(say.already);
    setProblem(answer.field === 'password' ? say.passwordWrong : sayRefusal(answer, false, now, words));
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Question label={say.password} error={problem}>
        <TextAnswer
          value={password}
          onChange={setPassword}
          name="password"
          type="password"
          autoComplete="current-password"
        />
      </Question>
      <p role="status" className="detail min-h-6 pt-2">
        {asking ? say.giving : null}
      </p>
      <Button type="submit" look="primary" className="w-full" aria-disabled={asking}>
        {say.begin}
      </Button>
    </form>
  );
}

function KeyStep({
  begun,
  onConfirmed,
}: {
  begun: BegunSecondFactor;
  onConfirmed: (codes: readonly string[]) => void;
}) {
  const words = useWords();
  const { secondFactor: say } = words;
  const now = useNow();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (asking) return;
    if (code.trim() === '') return setProblem(say.missing);
    setAsking(true);
    const answer = await tellOffice('POST', paths.confirmSecondFactor, { code }, recoveryCodesSchema);
    setAsking(false);
    if (answer.ok) return onConfirmed(answer.data.recoveryCodes);
    setProblem(sayRefusal(answer, false, now, words));
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <p className="pt-3 text-[15px] leading-[1.4]">{say.steps}</p>
      <p
        aria-label={say.key}
        role="group"
        className="card my-3 px-4 py-3 text-center font-mono text-lg leading-[1.6] select-all"
      >
        {begun.secret.replaceAll(/(.{4})(?!$)/g, '$1 ')}
      </p>
      <p className="detail">{say.keyDetail}</p>
      <a
        href={begun.uri}
        className="press strong mt-3 inline-flex min-h-12 w-full items-center justify-center rounded-sm edge-2 bg-surface px-4 lg:hidden"
      >
        {say.here}
      </a>
      <Question label={say.firstCode} error={problem}>
        <CodeInput value={code} onChange={setCode} />
      </Question>
      <p role="status" className="detail min-h-6 pt-2">
        {asking ? say.giving : null}
      </p>
      <Button type="submit" look="primary" className="w-full" aria-disabled={asking}>
        {say.confirm}
      </Button>
    </form>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { secondFactor: say } = useWords();
  const email = useSession().account?.email ?? '';
  const save = (): void =>
    saveFile(say.codesFile, [say.codesFileHead(email), '', ...codes, ''].join('\r\n'), 'text/plain');
  return (
    <section className="pt-3">
      <h3 className="strong text-lg">{say.codesTitle}</h3>
      <p className="detail pt-1">{say.codesDetail}</p>
      <ul className="card my-3 grid list-none gap-x-4 gap-y-1 px-4 py-3 font-mono text-[15px] sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="grid grid-cols-2 gap-2">
        <Button onClick={save}>{say.saveCodes}</Button>
        <Button look="primary" onClick={onKept}>
          {say.kept}
        </Button>
      </div>
    </section>
  );
}
