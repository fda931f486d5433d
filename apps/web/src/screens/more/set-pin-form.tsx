'use client';
import { useState, type FormEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { Question } from '../../components/forms/question.tsx';
import { TextAnswer } from '../../components/forms/text-answer.tsx';
import { useEngine } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';

const SHORTEST_PIN = 6;

export function SetPinForm({
  working,
  onWorking,
}: {
  working: boolean;
  onWorking: (working: boolean) => void;
}) {
  const { pin: say } = useWords();
  const engine = useEngine();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<'short' | 'differ' | 'failed' | undefined>(undefined);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (engine === undefined || working) return;
    const wrong = pin.length < SHORTEST_PIN ? 'short' : pin === again ? undefined : 'differ';
    setProblem(wrong);
    if (wrong !== undefined) return;
    onWorking(true);
    try {
      await engine.setPin(pin);
    } catch {
      setProblem('failed');
    }
    onWorking(false);
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <p className="detail pt-1.5">{say.forgotten}</p>
      <Question label={say.choose} error={problem === 'short' ? say.tooShort : undefined}>
        <TextAnswer value={pin} onChange={setPin} name="new-pin" type="password" inputMode="decimal" />
      </Question>
      <Question label={say.again} error={problem === 'differ' ? say.differ : undefined}>
        <TextAnswer
          value={again}
          onChange={setAgain}
          name="new-pin-again"
          type="password"
          inputMode="decimal"
        />
      </Question>
      <p role="status" className="detail pt-2">
        {working ? say.setting : problem === 'failed' ? say.failed : null}
      </p>
      <Button type="submit" className="mt-2 w-full" aria-disabled={working}>
        {say.setIt}
      </Button>
    </form>
  );
}
