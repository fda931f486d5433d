'use client';
import { useState, type FormEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { Question } from '../../components/forms/question.tsx';
import { TextAnswer } from '../../components/forms/text-answer.tsx';
import { useWords } from '../../words/words.tsx';
import { usePinCheck } from './use-pin-check.ts';

export function UnlockForm() {
  const { pin: say } = useWords();
  const { checking, problem, check } = usePinCheck();
  const [pin, setPin] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (pin === '') return;
    await check(pin);
    setPin('');
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Question label={say.enter} error={problem}>
        <TextAnswer value={pin} onChange={setPin} name="pin" type="password" inputMode="decimal" />
      </Question>
      <Button type="submit" look="primary" size="big" className="mt-5" aria-disabled={checking}>
        {checking ? say.unlocking : say.unlock}
      </Button>
    </form>
  );
}
