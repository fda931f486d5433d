'use client';
import { Button } from '../../components/button.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { useEngine, useSyncState } from '../../sync/engine-context.ts';
import { useWaitingAccounts } from '../../sync/use-waiting-accounts.ts';
import { useWords } from '../../words/words.tsx';
import { saveFile } from '../shelf/save-file.ts';

/** What is on this phone and cannot be shown: rows that do not open, and what others have not sent [C2, C3]. */
export function KeptSection() {
  const { kept: say } = useWords();
  const engine = useEngine();
  const unreadable = useSyncState()?.quarantined ?? 0;
  const others = useWaitingAccounts();
  if (unreadable === 0 && others.length === 0) return null;
  const save = async (): Promise<void> => {
    if (engine !== undefined) saveFile(say.fileName, await engine.exportUnreadable());
  };
  return (
    <section>
      <h2 className="section-title">{say.others}</h2>
      <div className="card px-4 pt-1.5 pb-4">
        <Checklist>
          {others.map(({ account, name, unsent }) => (
            <ChecklistLine key={account} name={name ?? say.someone} answer={say.waits(unsent)} mark="phone" />
          ))}
          {unreadable === 0 ? null : (
            <ChecklistLine name={say.unreadable} answer={String(unreadable)} mark="needs" />
          )}
        </Checklist>
        {others.length === 0 ? null : <p className="detail">{say.othersDetail}</p>}
        {unreadable === 0 ? null : (
          <>
            <p className="detail pt-1.5">{say.unreadableDetail}</p>
            <Button className="mt-3 w-full" onClick={() => void save()}>
              {say.saveUnreadable}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
