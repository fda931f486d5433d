import type { ConflictDetail } from '@fieldsync/protocol';
import { formDefinition } from '@fieldsync/protocol/forms';

/** The answers in the order in which the form asks them; what no form asks comes last. */
export function inFormOrder<Both extends Pick<ConflictDetail, 'sides' | 'record'>>(conflict: Both): Both {
  const { type, sector } = conflict.record;
  if (type === 'MEDIA' || sector === null) return conflict;
  const asked = formDefinition(type, sector).questions.map(({ field }) => field);
  const rank = (field: string): number => (asked.includes(field) ? asked.indexOf(field) : asked.length);
  return { ...conflict, sides: [...conflict.sides].sort((a, b) => rank(a.field) - rank(b.field)) };
}
