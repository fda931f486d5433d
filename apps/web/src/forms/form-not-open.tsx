'use client';
import { AppBar } from '../components/app-bar.tsx';
import { ButtonLink } from '../components/button.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { SystemState } from '../components/system-state.tsx';
import { useWords } from '../words/words.tsx';
import type { FormType } from '@fieldsync/protocol/forms';

/** In place of a form: while the phone opens it, or why it cannot. */
export function FormNotOpen({ type, reason }: { type: FormType; reason: 'opening' | 'gone' | 'unreadable' }) {
  const words = useWords();
  const say = words.recordForm.notOpen;
  return (
    <>
      <AppBar title={words.recordForm.chooseSector[type]} backHref="/" />
      <main id="content" className="gutter mx-auto w-full max-w-[600px] pt-2">
        {reason === 'opening' ? (
          <p className="detail" role="status">
            {say.opening}
          </p>
        ) : (
          <SystemState
            sign={<StateMark state="needs" />}
            title={say[reason]}
            detail={reason === 'gone' ? say.goneDetail : say.unreadableDetail}
            action={<ButtonLink href="/records/">{say.toRecords}</ButtonLink>}
          />
        )}
      </main>
    </>
  );
}
