'use client';
import { keptRuleSchema, type KeptRule } from '@fieldsync/protocol';
import { Button } from '../../components/button.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { SystemState } from '../../components/system-state.tsx';
import type { NoAnswer, OfficeRefusal } from '../../live/ask-office.ts';
import { useWords } from '../../words/words.tsx';

/** Why a rule was not saved or deleted. */
export type Trouble =
  | { readonly kind: 'stale'; readonly current: KeptRule }
  | { readonly kind: 'gone' | 'too-many' }
  | { readonly kind: 'other'; readonly why: NoAnswer; readonly message: string | undefined };

export function troubleOf({ code, why, message, meta }: OfficeRefusal): Trouble {
  const current = keptRuleSchema.safeParse(meta?.['current']);
  if (code === 'CONFLICT' && current.success) return { kind: 'stale', current: current.data };
  if (code === 'NOT_FOUND') return { kind: 'gone' };
  if (code === 'BUSY') return { kind: 'too-many' };
  return { kind: 'other', why, message: why === 'refused' ? message : undefined };
}

export function RuleTrouble({ trouble, onShow }: { trouble: Trouble; onShow: (kept: KeptRule) => void }) {
  const words = useWords();
  const { rules } = words.queue;
  const said = ((): { title: string; detail: string } => {
    switch (trouble.kind) {
      case 'stale':
        return { title: rules.stale, detail: rules.staleDetail };
      case 'gone':
        return { title: rules.gone, detail: rules.goneDetail };
      case 'too-many':
        return { title: rules.notSaved, detail: rules.tooMany };
      case 'other': {
        const { title, detail } = words.live.noAnswer[trouble.why];
        return { title: rules.notSaved, detail: trouble.message ?? `${title}. ${detail}` };
      }
    }
  })();
  const action =
    trouble.kind === 'stale' ? (
      <Button onClick={() => onShow(trouble.current)}>{rules.useTheirs}</Button>
    ) : undefined;
  return (
    <div role="alert" className="pb-4">
      <SystemState sign={<StateMark state="needs" />} {...said} action={action} />
    </div>
  );
}
