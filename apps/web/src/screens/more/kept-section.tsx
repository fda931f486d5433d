'use client';
import { Button } from '../../components/button.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { useEngine, useSyncState } from '../../sync/engine-context.ts';
import { useWaitingAccounts } from '../../sync/use-waiting-accounts.ts';
import { useWords } from '../../words/words.tsx';
import { saveFile } from '../shelf/save-file.ts';

/** What is on this phone and cannot be shown: what others have not sent, and rows that do not open [C2, C3]. */
export function KeptSection() {
  return (
    <>
      <OthersSection />
      <UnreadableSection />
    </>
  );
}

function OthersSection() {
  const { kept: say } = useWords();
  const others = useWaitingAccounts();
  if (others.length === 0) return null;
  return (
    <section>
      <h2 className="section-title">{say.others}</h2>
      <div className="card px-4 pt-1.5 pb-4">
        <Checklist>
          {others.map(({ account, name, unsent }) => (
            <ChecklistLine key={account} name={name ?? say.someone} answer={say.waits(unsent)} mark="phone" />
          ))}
        </Checklist>
        <p className="detail">{say.othersDetail}</p>
      </div>
    </section>
  );
}

function UnreadableSection() {
  const { kept: say } = useWords();
  const engine = useEngine();
  const unreadable = useSyncState()?.quarantined ?? 0;
  if (unreadable === 0) return null;
  const save = async (): Promise<void> => {
    if (engine !== undefined) saveFile(say.fileName, await engine.exportUnreadable());
  };
  return (
    <section>
      <h2 className="section-title">{say.unreadable}</h2>
      <div className="card px-4 pt-1.5 pb-4">
        <Checklist>
          <ChecklistLine name={say.setAside} answer={String(unreadable)} mark="needs" />
        </Checklist>
        <p className="detail pt-1.5">{say.unreadableDetail}</p>
        <Button className="mt-3 w-full" onClick={() => void save()}>
          {say.saveUnreadable}
        </Button>
      </div>
    </section>
  );
}
