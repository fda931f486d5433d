'use client';
import { paths, ruleListSchema, type KeptRule } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveRefusal } from '../../live/live-refusal.tsx';
import { usePlaces } from '../../sync/use-places.ts';
import { useWords } from '../../words/words.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { conditionsText, pointsOf, signed } from './rule-words.ts';
import { useOffice } from '../../live/use-office.ts';

/** `new`, or the rule that is open with the change of it that was opened. */
type Open =
  { readonly kind: 'new'; readonly turn: number } | { readonly kind: 'rule'; readonly kept: KeptRule };

function RuleRow({ kept, chosen, onOpen }: { kept: KeptRule; chosen: boolean; onOpen: () => void }) {
  const words = useWords();
  const places = usePlaces();
  const { rule } = kept;
  const { rules } = words.queue;
  return (
    <li>
      <button
        type="button"
        aria-current={chosen ? 'true' : undefined}
        onClick={onOpen}
        className="press flex w-full items-start gap-2.5 rounded-sm px-4 py-3 text-left aria-[current]:bg-surface aria-[current]:shadow-[0_0_0_var(--fs-border-w)_var(--fs-line)]"
      >
        <span className="min-w-0 flex-1">
          <span className="row-title block">{rule.name}</span>
          <span className="detail line-clamp-2">{conditionsText(rule, places, words)}</span>
        </span>
        <span className="flex-none text-right">
          <span className="strong block">{signed(pointsOf(rule), words)}</span>
          <span className="detail block">{rule.isActive ? rules.on : rules.off}</span>
        </span>
      </button>
    </li>
  );
}

/** The rules that decide what goes first, one of them open beside the list; in its place on phones. */
export function RulesTab() {
  const { rules } = useWords().queue;
  const list = useOffice(paths.rules, ruleListSchema, ['rules']);
  const [open, setOpen] = useState<Open>();
  const [turn, setTurn] = useState(1);
  const items = list.data?.items ?? [];
  const close = (): void => setOpen(undefined);
  const create = (): void => {
    setTurn(turn + 1);
    setOpen({ kind: 'new', turn });
  };
  const openId = open?.kind === 'rule' ? open.kept.rule.id : undefined;
  return (
    <div className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[300px_minmax(0,1fr)]">
      <section
        aria-label={rules.list}
        className={`gutter py-3 lg:edge-r lg:px-3 ${open === undefined ? '' : 'max-lg:hidden'}`}
      >
        {list.refusal === undefined ? null : (
          <LiveRefusal inside why={list.refusal} onTryNow={list.askAgain} />
        )}
        <Button icon="plus" onClick={create} className="mb-3 w-full">
          {rules.create}
        </Button>
        {list.data !== undefined && items.length === 0 ? (
          <EmptyState title={rules.empty} detail={rules.emptyDetail} />
        ) : null}
        <ul className="grid gap-0.5">
          {items.map((kept) => (
            <RuleRow
              key={kept.rule.id}
              kept={kept}
              chosen={kept.rule.id === openId}
              onOpen={() => setOpen({ kind: 'rule', kept })}
            />
          ))}
        </ul>
      </section>
      {open === undefined ? (
        <p className="detail m-auto p-8 text-center max-lg:hidden">{rules.choose}</p>
      ) : (
        <RuleEditor
          key={
            open.kind === 'new'
              ? `new ${String(open.turn)}`
              : `${open.kept.rule.id} ${String(open.kept.revision)}`
          }
          kept={open.kind === 'rule' ? open.kept : undefined}
          onShow={(kept) => setOpen({ kind: 'rule', kept })}
          onDone={() => {
            close();
            list.askAgain();
          }}
          onCancel={close}
        />
      )}
    </div>
  );
}
