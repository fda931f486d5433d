'use client';
import { useState, type FormEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { Question } from '../../components/forms/question.tsx';
import { TextAnswer } from '../../components/forms/text-answer.tsx';
import { useEngine } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';
import { usePinCheck } from '../unlock/use-pin-check.ts';

/** Locks, or takes the PIN away: that asks for it once more, for the phone may be in other hands. */
export function RemovePinForm() {
  const { pin: say } = useWords();
  const engine = useEngine();
  const { checking, problem, check } = usePinCheck();
  const [pin, setPin] = useState('');
  const [stage, setStage] = useState<'open' | 'removing' | 'failed'>('open');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (engine === undefined || pin === '' || stage === 'removing' || !(await check(pin))) return;
    setStage('removing');
    try {
      await engine.removePin();
    } catch {
      setStage('failed');
    }
  };
  return (
    <>
      <Button className="mt-3 w-full" onClick={() => void engine?.lock()}>
        {say.lockNow}
      </Button>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Question label={say.current} error={problem}>
          <TextAnswer value={pin} onChange={setPin} name="pin" type="password" inputMode="decimal" />
        </Question>
        <p role="status" className="detail pt-2">
          {stage === 'removing' ? say.removing : stage === 'failed' ? say.failed : null}
        </p>
        <Button type="submit" className="mt-2 w-full" aria-disabled={checking || stage === 'removing'}>
          {say.remove}
        </Button>
      </form>
    </>
  );
}
