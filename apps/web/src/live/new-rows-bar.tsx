'use client';
import type { RecordSummary } from '@fieldsync/protocol';
import { Icon } from '../components/icon.tsx';
import { useWords } from '../words/words.tsx';

/** Says that records wait above, floating, so that its coming moves nothing. */
export function NewRowsBar({ rows, onShow }: { rows: readonly RecordSummary[]; onShow: () => void }) {
  const words = useWords();
  const { live } = words;
  const critical = rows.filter(({ band }) => band === 'CRITICAL').length;
  const say = (count: number, sentence: typeof live.newRows): string =>
    sentence(new Intl.NumberFormat(words.locale).format(count), count === 1);
  return (
    <div role="status" className="pointer-events-none sticky top-2 z-2 h-0 text-center">
      {rows.length === 0 ? null : (
        <button
          type="button"
          onClick={onShow}
          className="press strong pointer-events-auto inline-flex min-h-11 items-center gap-2 rounded-full bg-ink px-4 text-sm text-on-ink shadow-float"
        >
          {critical > 0 ? <Icon name="priorityCritical" size="xs" className="stroke-[2.5]" /> : null}
          {critical > 0 ? say(critical, live.newCritical) : say(rows.length, live.newRows)}
          <span className="underline underline-offset-[3px]">{live.show}</span>
        </button>
      )}
    </div>
  );
}
