import { bandOf, equalJson, type Change, type PriorityRule, type RecordData } from '@fieldsync/protocol';
import { decisionsAfter } from './core/decisions.ts';
import { outOfScope } from './core/out-of-scope.ts';
import { rebasedBase } from './core/rebase.ts';
import { withView } from './core/record-view.ts';
import { UNSCORED, withOverride, withScore } from './core/with-score.ts';
import type { Walk } from './core/walk.ts';
import { noteDecided } from './decided-records.ts';
import { giveBackChange } from './give-back.ts';
import type { OutboxChanges } from './outbox-changes.ts';
import type { StoreWriter } from './ports.ts';
import { unfence } from './recorder.ts';
import { rescoreLinked } from './rescore.ts';
import type { OutboxItem, StoredRecord } from './core/stored.ts';

interface How {
  readonly anew: Walk | undefined;
  /** ms since 1970. */
  readonly now: number;
  readonly rules: readonly PriorityRule[];
  readonly newId: () => string;
}

/**
 * One record's latest state at the office comes in, under its unsent edits [R2].
 * @param how.anew the walk through a feed that began anew: the office's word counts again, whatever version it has, and what it has
 *   lost is given back
 * @returns the items that were in conflict until the office decided, and that are gone now
 */
export async function applyChange(
  tx: StoreWriter,
  changes: OutboxChanges,
  change: Change,
  how: How,
): Promise<readonly OutboxItem[]> {
  const found = await changes.getRecord(change.id);
  const decided = await endDecided(tx, changes, change);
  const items = await tx.itemsOf([change.id]);
  const stored = found && (await withDecisions(tx, found, change, decided, how.now));
  /* Whatever version is here: this phone may have moved it out of the scope itself. */
  if (change.left === true) {
    if (stored?.others === true) changes.putRecord(outOfScope(stored, items.length));
    return decided;
  }
  /* Each record only moves forward [R1]. */
  if (
    stored !== undefined &&
    stored.base !== null &&
    stored.base.version >= change.version &&
    how.anew === undefined
  ) {
    const seen = stored !== found || decided.length > 0 ? withView(stored, items) : stored;
    /* Its own edit may have moved it to another area: the office says so with the very version that the verdict had. */
    const before =
      change.area !== undefined && change.area !== seen.area && stored.base.version === change.version
        ? { ...seen, area: change.area }
        : seen;
    /* This phone's own later edit was answered first: of such a change only what was set by hand is news, and it will not be
       told again. */
    const overtaken = stored.base.version > change.version;
    const isNews = !overtaken || !equalJson(stored.override ?? null, change.override ?? null);
    const next = isNews ? scoredByOffice(before, change, items.length > 0 || overtaken, how.rules) : before;
    if (!equalJson(next, found)) changes.putRecord(next);
    if (!equalJson(next, before) && items.length > 0)
      await rescoreLinked(tx, changes, [change.id], how.rules);
    return decided;
  }
  const unsent =
    how.anew !== undefined && stored !== undefined
      ? await giveBackChange(tx, changes, change, stored, items, how)
      : await rebaseItems(changes, items, stored?.base ?? null, change, decided);
  const met = how.anew === undefined ? {} : { walk: how.anew.number };
  if (change.data === null) {
    /* Not deleted here: a verdict of the same reply may have it in hand, and `finish` would write it back. With unsent
       edits it stays as the person left it, until the office has judged them. */
    if (stored !== undefined)
      changes.putRecord({
        ...stored,
        ...met,
        deleted: stored.deleted || unsent.length === 0,
        base: { version: change.version, data: null },
      });
    return decided;
  }
  const record = withView({ ...recordFrom(change, change.data, stored), ...met }, unsent);
  changes.putRecord(scoredByOffice(record, change, unsent.length > 0, how.rules));
  if (unsent.length > 0) await rescoreLinked(tx, changes, [change.id], how.rules);
  return decided;
}

/** Unsent edits stand on the new version where it leaves their answers alone [R2]. */
async function rebaseItems(
  changes: OutboxChanges,
  items: readonly OutboxItem[],
  before: StoredRecord['base'],
  change: Change,
  decided: readonly OutboxItem[],
): Promise<readonly OutboxItem[]> {
  const rebased: OutboxItem[] = [];
  for (const item of items) {
    const stays = item.state === 'sending' || item.mayBeKnown || item.unreadable === true;
    const base = stays ? item.base : rebasedBase(item, before, change, decided);
    const next = base === item.base ? item : { ...item, base };
    if (next !== item) await changes.put(next, item);
    rebased.push(next);
  }
  return rebased;
}

/**
 * Takes away what the office says it has decided, wherever it is: its verdict may have been lost, so that it waits to be sent
 * once more. What waited behind it goes on. Said of nothing that is here, it does nothing.
 */
async function endDecided(
  tx: StoreWriter,
  changes: OutboxChanges,
  change: Change,
): Promise<readonly OutboxItem[]> {
  if (change.settled === undefined) return [];
  const named = new Set<string>(change.settled.map(({ operation }) => operation));
  const items = await tx.itemsOf([change.id]);
  const decided = items.filter(({ id }) => named.has(id));
  for (const item of decided) await changes.delete(item);
  if (decided.length > 0) await unfence(changes, items, decided);
  return decided;
}

async function withDecisions(
  tx: StoreWriter,
  stored: StoredRecord,
  change: Change,
  decided: readonly OutboxItem[],
  now: number,
): Promise<StoredRecord> {
  const { decisions: before = [] } = stored;
  const decisions = decisionsAfter(before, change, decided);
  if (decisions === before) return stored;
  await noteDecided(tx, change.id);
  return { ...stored, decisions, ...(decided.length === 0 ? {} : { officeAt: now }) };
}

function recordFrom(change: Change, data: RecordData, stored: StoredRecord | undefined): StoredRecord {
  const capturedAt = Date.parse(change.capturedAt);
  return {
    id: change.id,
    type: change.type,
    data,
    deleted: false,
    sector: null,
    placeId: null,
    base: { version: change.version, data },
    state: stored?.state ?? 'office',
    ...UNSCORED,
    choice: stored?.choice ?? null,
    savedAt: stored?.savedAt ?? capturedAt,
    /* A pull acknowledges nothing: when somebody else's record reached the office, this phone does not know [S7]. */
    officeAt: stored?.officeAt ?? null,
    ...(change.others === true ? { others: true } : {}),
    ...(change.area === undefined ? {} : { area: change.area }),
    ...(stored?.walk === undefined ? {} : { walk: stored.walk }),
    ...(stored?.decisions === undefined ? {} : { decisions: stored.decisions }),
  };
}

/** With unsent edits the phone scores what it has; a score set by hand counts in any case. */
function scoredByOffice(
  record: StoredRecord,
  change: Change,
  pending: boolean,
  rules: readonly PriorityRule[],
): StoredRecord {
  const scored = withScore(withOverride(record, change.override ?? null), rules);
  return pending ? scored : { ...scored, score: change.score, band: bandOf(change.score) };
}
