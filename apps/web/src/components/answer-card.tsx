import type { ReactNode } from 'react';
import { StateMark } from './state-mark.tsx';
import type { SyncState } from './sync-state.ts';

/**
 * The card that answers a screen with one sentence. `state` puts that state's mark before it, `action` is one
 * button at the right, `below` stands in the same padding (marks, segments), `children` under a line.
 */
export function AnswerCard({
  sentence,
  detail,
  state,
  action,
  below,
  children,
  label,
  live = false,
}: {
  sentence: string;
  detail: string;
  state?: SyncState | undefined;
  action?: ReactNode;
  below?: ReactNode;
  children?: ReactNode;
  label?: string;
  /** Announce changes of the sentence, politely. */
  live?: boolean;
}) {
  return (
    <section aria-label={label} className="card flex-none overflow-hidden">
      <div className="px-4 pt-4 pb-3.5">
        <div className="flex items-start gap-3">
          {state === undefined ? null : <StateMark state={state} size="hero" className="mt-0.5" />}
          <div className="min-w-0 flex-1" {...(live ? { role: 'status' } : {})}>
            <p className="say">{sentence}</p>
            <p className="detail pt-[3px]">{detail}</p>
          </div>
          {action}
        </div>
        {below === undefined ? null : <div className="pt-3.5">{below}</div>}
      </div>
      {children}
    </section>
  );
}
