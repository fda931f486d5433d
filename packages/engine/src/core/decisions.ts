/** What a record keeps of the office's decisions on it [K2]. Pure. */
import type { Change, Settlement } from '@fieldsync/protocol';
import type { Decision, OutboxItem, StoredRecord } from './stored.ts';

/** Older ones make way; the office's audit log has them all. */
const KEPT = 10;

export const hasUnseen = ({ decisions = [] }: Pick<StoredRecord, 'decisions'>): boolean =>
  decisions.some(({ seen }) => !seen);

/**
 * The decisions after a change came in. One that is known already, or of which this phone has nothing any more, adds nothing:
 * the office names all of them each time. One that was changed afterwards is to be seen again.
 * @param decided the items that the change settles, as they were
 */
export function decisionsAfter(
  before: readonly Decision[],
  change: Change,
  decided: readonly OutboxItem[],
): readonly Decision[] {
  let decisions = before;
  for (const settlement of change.settled ?? []) {
    const known = before.find(({ operation }) => operation === settlement.operation);
    const item = decided.find(({ id }) => id === settlement.operation);
    const at = Date.parse(settlement.at);
    if (known?.at === at || (known === undefined && item === undefined)) continue;
    const others = decisions.filter(({ operation }) => operation !== settlement.operation);
    decisions = [...others, decisionOf(settlement, change, at, known ?? wantedBy(item, settlement))];
  }
  return decisions === before ? before : decisions.slice(-KEPT);
}

type Wanted = Pick<Decision, 'removal' | 'answers'>;

function wantedBy(item: OutboxItem | undefined, { fields }: Settlement): Wanted {
  const { patch = {}, action } = item ?? {};
  const answers = fields.map((field) => ({
    field,
    ...(Object.hasOwn(patch, field) && patch[field] !== null ? { mine: patch[field] } : {}),
  }));
  return { removal: action === 'DELETE', answers };
}

function decisionOf(settlement: Settlement, change: Change, at: number, wanted: Wanted): Decision {
  const { operation, strategy, by, justification } = settlement;
  const data = change.data ?? {};
  return {
    operation,
    strategy,
    by,
    at,
    justification,
    removal: wanted.removal,
    answers: wanted.answers.map(({ field, ...answer }) => ({
      field,
      ...(Object.hasOwn(answer, 'mine') ? { mine: answer.mine } : {}),
      ...(Object.hasOwn(data, field) ? { stands: data[field] } : {}),
    })),
    removed: change.data === null,
    seen: false,
  };
}
