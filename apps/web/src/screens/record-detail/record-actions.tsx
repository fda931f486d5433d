'use client';
import type { StoredRecord } from '@fieldsync/engine';
import { ButtonLink } from '../../components/button.tsx';
import { seesLive } from '../../components/navigation.ts';
import { useSession } from '../../session/use-session.ts';
import { formHref } from '../../sync/form-href.ts';
import { useQueueOf } from '../../sync/use-records.ts';
import { useWords } from '../../words/words.tsx';
import { ShelfActions } from '../shelf/shelf-actions.tsx';

/** What a person can do with a record: change it, or, when it waits for them, settle it. */
export function RecordActions({ record }: { record: StoredRecord }) {
  const words = useWords();
  const shelved = (useQueueOf(record.id) ?? []).find((entry) => entry.state === 'shelf');
  const role = useSession().account?.role;
  /* To see is not to change: what others made in one's areas is theirs, and the office's. */
  const href = record.others === true && !seesLive(role) ? undefined : formHref(record);
  return (
    <div className="grid gap-2">
      {href === undefined || record.deleted ? null : (
        <ButtonLink href={href} look="primary" size="big">
          {shelved === undefined ? words.records.detail.edit : words.records.detail.fix}
        </ButtonLink>
      )}
      {shelved === undefined ? null : (
        <div className="grid grid-cols-3 gap-2">
          <ShelfActions entry={shelved} />
        </div>
      )}
    </div>
  );
}
