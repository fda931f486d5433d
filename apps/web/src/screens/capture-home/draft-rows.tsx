'use client';
import Link from 'next/link';
import { Icon } from '../../components/icon.tsx';
import { draftHref, summariseDraft } from '../../forms/draft-answers.ts';
import { recordTitle } from '../../sync/record-title.ts';
import { useLive } from '../../sync/use-live.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useWords } from '../../words/words.tsx';
import { sectorIcon } from './sector-tiles.tsx';

/** Unfinished forms, newest first: nothing that was typed is lost by closing the app. */
export function DraftRows() {
  const words = useWords();
  const places = usePlaces();
  const drafts = useLive((engine) => engine.listDrafts(), []);
  if (drafts === undefined || drafts.length === 0) return null;
  return (
    <ul className="ruled-bare pt-1">
      {drafts.map((draft) => {
        const { placeId, answered, asked } = summariseDraft(draft);
        const title = recordTitle({ ...draft, placeId: placeId ?? null }, places, words);
        return (
          <li key={draft.key}>
            <Link href={draftHref(draft)} className="flex min-h-[60px] items-center gap-3 py-1">
              <Icon
                name={draft.type === 'RESPONSE' ? 'response' : sectorIcon(draft.sector)}
                className="text-ink-2"
              />
              <span className="min-w-0 flex-1">
                <span className="strong block text-[0.9375rem]">{words.capture.finish(title)}</span>
                <span className="detail block">{words.recordForm.draft.progress(answered, asked)}</span>
              </span>
              <Icon name="forward" size="sm" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
