'use client';
import { saySight } from '../accounts/say-account.ts';
import { Checklist, ChecklistLine } from '../components/checklist.tsx';
import { useSession } from '../session/use-session.ts';
import { useWords } from '../words/words.tsx';

/** As this phone knows it; the areas as the office does. @param areas undefined while it has not said */
export function WhoSection({ areas }: { areas: readonly string[] | undefined }) {
  const words = useWords();
  const { account: say, more } = words;
  const { account } = useSession();
  if (account === undefined) return null;
  const sight =
    areas === undefined ? say.areasUnknown : saySight({ role: account.role, areas: [...areas] }, words);
  return (
    <section>
      <h2 className="section-title">{say.who}</h2>
      <div className="card px-4 py-1.5">
        <Checklist>
          <ChecklistLine name={more.name} answer={account.name} />
          <ChecklistLine name={more.role} answer={words.domain.roles[account.role]} />
          <ChecklistLine name={more.email} answer={account.email} />
          <ChecklistLine name={say.areas} answer={sight} />
        </Checklist>
      </div>
    </section>
  );
}
