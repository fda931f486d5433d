'use client';
import type { ConflictDetail } from '@fieldsync/protocol';
import { ButtonLink } from '../components/button.tsx';
import { SignalBars } from '../components/signal-bars.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { SystemState } from '../components/system-state.tsx';
import { useWords } from '../words/words.tsx';
import { useAskedQuestion } from './answer-choice.tsx';
import type { Hindrance } from './use-conflict.ts';

/** Why the decision was not kept, or is no longer to be made, and what comes next. */
export function HindranceCard({ hindrance, conflict }: { hindrance: Hindrance; conflict: ConflictDetail }) {
  const { conflicts, live } = useWords();
  const { asked } = useAskedQuestion(conflict.record, 'field' in hindrance ? hindrance.field : '');
  const needs = <StateMark state="needs" />;
  const card = () => {
    switch (hindrance.why) {
      case 'faster':
      case 'elsewhere':
        return (
          <SystemState
            sign={<StateMark state="conflict" />}
            title={conflicts.faster}
            detail={conflicts.fasterDetail}
          />
        );
      case 'moved':
        return (
          <SystemState
            sign={<StateMark state="conflict" />}
            title={conflicts.moved}
            detail={conflicts.movedDetail}
          />
        );
      case 'unfit':
        return (
          <SystemState
            sign={needs}
            title={conflicts.unfit}
            detail={conflicts.unfitDetail(asked.short ?? asked.label, hindrance.message)}
          />
        );
      case 'signed-out':
        return (
          <SystemState
            sign={needs}
            {...live.noAnswer['signed-out']}
            action={<ButtonLink href="/sign-in/">{live.signIn}</ButtonLink>}
          />
        );
      case 'code-needed':
      case 'forbidden':
      case 'not-found':
      case 'refused':
        return <SystemState sign={needs} {...live.noAnswer[hindrance.why]} />;
      case 'portal':
        return <SystemState sign={<SignalBars level={0} struck />} {...live.noAnswer.portal} />;
      case 'offline':
      case 'silent':
        return (
          <SystemState
            sign={<SignalBars level={0} struck />}
            title={conflicts.notKept}
            detail={conflicts.notKeptDetail}
          />
        );
    }
  };
  return (
    <div className="gutter max-w-[664px] pb-3" role="alert">
      {card()}
    </div>
  );
}
