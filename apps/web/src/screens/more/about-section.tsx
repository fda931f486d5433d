'use client';
import { appVersion } from '../../app-version.ts';
import { Button } from '../../components/button.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { phoneCode } from '../../fleet/phone-code.ts';
import { useEngine } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';
import { useUpdate } from '../../worker-client/use-update.ts';

/** Which version runs here, and a newer one when it waits. */
export function AboutSection() {
  const words = useWords();
  const { more } = words;
  const engine = useEngine();
  const { ready, waitsForSending, take } = useUpdate();
  return (
    <section>
      <h2 className="section-title">{more.about}</h2>
      <div className="card px-4 py-1.5">
        <Checklist>
          <ChecklistLine name={more.version} answer={appVersion} />
          {engine === undefined ? null : <ChecklistLine name={more.code} answer={phoneCode(engine.device)} />}
          <ChecklistLine name={more.update} answer={ready ? more.updateReady : more.updateNone} />
        </Checklist>
        {ready ? (
          <div className="grid gap-2 pt-1 pb-2.5">
            {waitsForSending ? <p className="detail">{more.updateWaits}</p> : null}
            <Button onClick={take}>{more.useUpdate}</Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}
