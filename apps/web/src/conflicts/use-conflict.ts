'use client';
import { conflictDetailSchema, conflictIdSchema, paths, type ConflictDetail } from '@fieldsync/protocol';
import { useMemo, useState } from 'react';
import { inFormOrder } from './in-form-order.ts';
import { tellOffice, type Saying, type Told } from './tell-office.ts';
import { useAsked, type Asked } from './use-asked.ts';
import { useOfficeEvents } from './use-office-events.ts';

/** What stands in the way of a decision; `elsewhere`: somebody decided while this page was open. */
export type Hindrance = Extract<Told, { ok: false }> | { readonly why: 'elsewhere' };

/** One conflict, as the office has it now, and telling it what was decided. */
export function useConflict(id: string | null): Pick<Asked<ConflictDetail>, 'data' | 'refusal' | 'again'> & {
  /** The address names no conflict. */
  readonly unknown: boolean;
  readonly busy: boolean;
  readonly hindrance: Hindrance | undefined;
  /** Resolves to whether the office has kept it. */
  readonly decide: (saying: Saying) => Promise<boolean>;
} {
  const known = conflictIdSchema.safeParse(id).data;
  const asked = useAsked(
    known === undefined ? undefined : `${paths.conflicts}/${known}`,
    conflictDetailSchema,
  );
  const { data, again, put } = asked;
  const [busy, setBusy] = useState(false);
  const [hindrance, setHindrance] = useState<Hindrance>();
  useOfficeEvents((news) => {
    if (news.kind === 'anything') return again();
    if (news.kind === 'record') {
      if (news.recordId === data?.record.id && news.version > data.record.version) again();
      return;
    }
    if (news.id !== known) return;
    // One's own decision is said, too: then the answer to it has come, or will.
    if (news.status === 'RESOLVED' && data?.resolution === null && !busy) setHindrance({ why: 'elsewhere' });
    again();
  });
  const decide = async (saying: Saying): Promise<boolean> => {
    if (data === undefined) return false;
    setBusy(true);
    setHindrance(undefined);
    const told = await tellOffice(data, saying);
    setBusy(false);
    if (told.ok) {
      put(told.conflict);
      return true;
    }
    setHindrance(told);
    // What the office has now is what is to be looked at; after a reply that was lost that may be this very decision.
    again();
    return false;
  };
  return {
    data: useMemo(() => data && inFormOrder(data), [data]),
    refusal: asked.refusal,
    again,
    unknown: known === undefined,
    busy,
    hindrance,
    decide,
  };
}
