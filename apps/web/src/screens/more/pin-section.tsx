'use client';
import { useState } from 'react';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { useLive } from '../../sync/use-live.ts';
import { useWords } from '../../words/words.tsx';
import { RemovePinForm } from './remove-pin-form.tsx';
import { SetPinForm } from './set-pin-form.tsx';

/** A PIN before the records, and its price, said before it is paid. */
export function PinSection() {
  const { pin: say } = useWords();
  const state = useLive((engine) => engine.pinState(), []);
  const [working, setWorking] = useState(false);
  // Locked, the lock screen comes: a form seen before it would take a PIN that goes nowhere.
  if (state === undefined || (state.locked && !working)) return null;
  return (
    <section>
      <h2 className="section-title">{say.title}</h2>
      <div className="card px-4 pt-1.5 pb-4">
        <Checklist>
          <ChecklistLine
            name={say.title}
            answer={state.set ? say.set : say.none}
            result={state.set ? 'pass' : undefined}
          />
        </Checklist>
        <p className="detail">{say.why}</p>
        <p className="strong pt-1.5 text-sm leading-[1.4]">{say.price}</p>
        {/* While rows are sealed anew both keys exist; the form stays until that is done. */}
        {state.set && !working ? <RemovePinForm /> : <SetPinForm working={working} onWorking={setWorking} />}
      </div>
    </section>
  );
}
