'use client';
import { paths, ruleTestSchema, type RuleDraft, type RuleTest } from '@fieldsync/protocol';
import { useState } from 'react';
import { useNow } from '../../clock/clock.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { PriorityChip } from '../../components/priority-chip.tsx';
import { tellOffice, type NoAnswer } from '../../live/ask-office.ts';
import { recordKind } from '../../sync/record-title.ts';
import { sayWhenShort } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';

const SHOWN_FIRST = 3;

function Examples({ result }: { result: RuleTest }) {
  const words = useWords();
  const now = useNow();
  const { rules } = words.queue;
  const [all, setAll] = useState(false);
  const shown = all ? result.examples : result.examples.slice(0, SHOWN_FIRST);
  const more = result.examples.length - shown.length;
  const head = 'py-2 text-left text-xs font-semibold text-ink-3 edge-b';
  return (
    <>
      <table className="mt-1 w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th scope="col" className={head}>
              {rules.columns.record}
            </th>
            <th scope="col" className={head}>
              {rules.columns.now}
            </th>
            <th scope="col" className={head}>
              {rules.columns.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((example) => (
            <tr key={example.id}>
              <td className="py-2.5 pr-2 edge-b">
                <span className="strong">{recordKind(example, words)}</span>
                <span className="block text-xs text-ink-3">
                  {words.domain.titleAndPlace(
                    sayWhenShort(new Date(example.receivedAt), now, words),
                    example.place ?? '',
                  )}
                </span>
              </td>
              <td className="py-2.5 pr-2 edge-b">
                <PriorityChip band={example.before.band} /> {example.before.score}
              </td>
              <td className="py-2.5 edge-b">
                <Icon name="forward" size="xs" className="mr-1 inline" />
                <PriorityChip band={example.after.band} /> {example.after.score}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? (
        <Button look="link" className="self-start" onClick={() => setAll(true)}>
          {rules.showMore(String(more))}
        </Button>
      ) : null}
    </>
  );
}

/** Runs the rule as it stands in the form on what came in lately, and shows what it would change. Nothing is saved. */
export function RuleTestPart({
  draft,
  replaces,
  onUnread,
}: {
  /** Undefined while the form cannot be read. */
  draft: RuleDraft | undefined;
  replaces: string | undefined;
  onUnread: () => void;
}) {
  const words = useWords();
  const { rules } = words.queue;
  const [state, setState] = useState<
    | { readonly at: 'idle' | 'asking' }
    | { readonly at: 'known'; readonly result: RuleTest }
    | { readonly at: 'refused'; readonly why: NoAnswer }
  >({ at: 'idle' });
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const run = async (): Promise<void> => {
    if (draft === undefined) return onUnread();
    setState({ at: 'asking' });
    const body = { rule: draft, ...(replaces === undefined ? {} : { replaces }) };
    const answer = await tellOffice('POST', paths.testRule, body, ruleTestSchema);
    setState(answer.ok ? { at: 'known', result: answer.data } : { at: 'refused', why: answer.why });
  };
  const result = state.at === 'known' ? state.result : undefined;
  const critical =
    result?.moves.reduce((sum, { to, count }) => sum + (to === 'CRITICAL' ? count : 0), 0) ?? 0;
  return (
    <div className="mt-3 flex flex-col edge-t py-3.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div role="status" className="min-w-0 flex-1 text-sm">
          {state.at === 'idle' ? <p className="detail">{rules.testFirst}</p> : null}
          {state.at === 'asking' ? <p className="detail">{rules.testing}</p> : null}
          {state.at === 'refused' ? (
            <p className="strong text-state-needs">{words.live.noAnswer[state.why].title}</p>
          ) : null}
          {result === undefined ? null : (
            <>
              <p className="strong text-base">{rules.tested(String(result.days))}</p>
              <p className="text-ink-2">
                {rules.result(figure(result.looked), figure(result.matched), figure(result.changed))}
                {critical > 0 ? `, ${rules.becomeCritical(figure(critical))}` : ''}
              </p>
              {result.overridden > 0 ? (
                <p className="text-ink-2">
                  {rules.overridden(figure(result.overridden), result.overridden === 1)}
                </p>
              ) : null}
              {result.complete ? null : (
                <p className="text-ink-2">{rules.incomplete(figure(result.looked))}</p>
              )}
              {result.changed === 0 ? <p className="text-ink-2">{rules.nothingChanges}</p> : null}
            </>
          )}
        </div>
        <Button
          aria-disabled={state.at === 'asking'}
          onClick={() => (state.at === 'asking' ? undefined : void run())}
        >
          {result === undefined ? rules.test : rules.testAgain}
        </Button>
      </div>
      {result !== undefined && result.examples.length > 0 ? <Examples result={result} /> : null}
    </div>
  );
}
