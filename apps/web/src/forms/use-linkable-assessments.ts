'use client';
import type { Sector } from '@fieldsync/protocol';
import { recordTitle } from '../sync/record-title.ts';
import { useLive } from '../sync/use-live.ts';
import { usePlaces } from '../sync/use-places.ts';
import { useWords } from '../words/words.tsx';
import type { LinkableAssessment } from './fields/assessment-answer.tsx';

/** The newest assessments of a sector on this phone, for a response to answer. */
export function useLinkableAssessments(sector: Sector | undefined): readonly LinkableAssessment[] {
  const words = useWords();
  const places = usePlaces();
  const found = useLive(
    async (engine) => (sector === undefined ? [] : engine.listRecords({ type: 'ASSESSMENT', limit: 200 })),
    [sector],
  );
  return (found ?? [])
    .filter((record) => record.sector === sector && !record.deleted)
    .slice(0, 50)
    .map((record) => ({ id: record.id, title: recordTitle(record, places, words), savedAt: record.savedAt }));
}
