import type { CheckResult } from '@fieldsync/engine';
import { Icon } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useWords } from '../../words/words.tsx';

const worst = { fail: 0, warn: 1, ok: 2 } as const;

function Mark({ state }: { state: CheckResult['state'] }) {
  if (state === 'ok') return <Icon name="check" size="sm" />;
  return <StateMark state={state === 'fail' ? 'needs' : 'held'} size="sm" />;
}

/** What each check found, what does not work first, with what can be done. */
export function CheckLines({ checks }: { checks: readonly CheckResult[] }) {
  const { phoneCheck } = useWords();
  const sorted = [...checks].sort((a, b) => worst[a.state] - worst[b.state]);
  return (
    <ul className="ruled-bare list-none">
      {sorted.map(({ check, state, says, advice }) => (
        <li key={check} className="flex items-start gap-2.5 py-2.5" data-state={state}>
          <span className="mt-0.5 flex-none">
            <Mark state={state} />
          </span>
          <div className="min-w-0">
            <p className="strong leading-[22px]">
              {phoneCheck.checks[check]}
              <span className="sr-only">: {phoneCheck.states[state]}</span>
            </p>
            <p className="detail">{says}</p>
            {advice === undefined ? null : <p className="pt-0.5 text-sm leading-[1.43]">{advice}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
