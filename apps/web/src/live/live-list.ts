import type { RecordPage, RecordSummary } from '@fieldsync/protocol';
import { chipsOf, inScope, matches, type LiveCounts, type LiveFilters } from './live-filters.ts';
import { compareKeys, type LiveKey } from './live-order.ts';

/**
 * The coordinator's list: pages that were asked for, with what the event stream says since. Pure.
 *
 * What is known and what is shown are two things. While a person reads, rows stay where they are: what they say
 * changes in place, new ones wait until they are let in. So the list never jumps under a finger.
 */
export interface LiveList {
  readonly filters: LiveFilters;
  /** What the office said last of each record, in this view's scope or not. */
  readonly known: Readonly<Record<string, RecordSummary>>;
  /** Rows as they stand on the screen; `record` is kept for those that are no longer known. */
  readonly shown: readonly { readonly id: string; readonly record: RecordSummary }[];
  /** Last row of what was loaded: records behind it come with later pages. Null: nothing is behind. */
  readonly edge: LiveKey | null;
  /** For the next page; null when there is none. */
  readonly next: string | null;
  readonly counts: LiveCounts | undefined;
  /** Something happened whose effect on the counts is not known: ask again soon. */
  readonly stale: boolean;
  /** Events since the request under way was sent: its answer may be older than they are. */
  readonly sinceRequest: readonly RecordSummary[] | undefined;
}

export type LiveEvent =
  /** Other filters, or the first look: nothing is known yet. */
  | { readonly type: 'opened'; readonly filters: LiveFilters }
  /** A request for the first rows was sent. */
  | { readonly type: 'asked' }
  | { readonly type: 'not-answered' }
  /** Its answer: rows from the top and counts, of one moment. */
  | { readonly type: 'answered'; readonly page: RecordPage; readonly hold: boolean }
  /** The page behind `after`. It is dropped when the list ends elsewhere by now: rows in between would be missing. */
  | { readonly type: 'more'; readonly after: string; readonly page: RecordPage }
  | { readonly type: 'record'; readonly record: RecordSummary; readonly hold: boolean }
  /** A record that this account may not see any more: its row goes, also while a person reads [R3]. */
  | { readonly type: 'left'; readonly id: string }
  /** Something happened that no record tells of. */
  | { readonly type: 'unsettled' }
  /** The reader lets new rows in. */
  | { readonly type: 'let-in' };

export function openList(filters: LiveFilters): LiveList {
  const nothing = { known: {}, shown: [], edge: null, next: null };
  return { filters, ...nothing, counts: undefined, stale: false, sinceRequest: undefined };
}

const isLoaded = (record: LiveKey, { edge, filters }: LiveList): boolean =>
  edge === null || compareKeys(filters.order, record, edge) <= 0;

/** The rows that belong on the screen by what is known, in order. */
export function liveRows(list: LiveList): RecordSummary[] {
  return Object.values(list.known)
    .filter((record) => matches(record, list.filters) && isLoaded(record, list))
    .sort((a, b) => compareKeys(list.filters.order, a, b));
}

/** New rows that wait to be let in. */
export function waitingRows(list: LiveList): RecordSummary[] {
  const shown = new Set(list.shown.map(({ id }) => id));
  return liveRows(list).filter(({ id }) => !shown.has(id));
}

/** Whether the rows stand as they would without anyone reading. */
export function isSettled(list: LiveList): boolean {
  const rows = liveRows(list);
  return rows.length === list.shown.length && rows.every(({ id }, at) => list.shown[at]?.id === id);
}

const letIn = (list: LiveList): LiveList => ({
  ...list,
  shown: liveRows(list).map((record) => ({ id: record.id, record })),
});

const inPlace = (list: LiveList): LiveList => ({
  ...list,
  shown: list.shown.map((row) => ({ id: row.id, record: list.known[row.id] ?? row.record })),
});

/** With no row on the screen there is nothing that could move. */
const redraw = (list: LiveList, hold: boolean): LiveList =>
  hold && list.shown.length > 0 ? inPlace(list) : letIn(list);

function countsAfter(
  list: LiveList,
  before: RecordSummary | undefined,
  after: RecordSummary,
): LiveCounts | undefined {
  if (list.counts === undefined) return undefined;
  const counts = { ...list.counts };
  const count = (record: RecordSummary | undefined, by: 1 | -1): void => {
    if (record === undefined || !inScope(record, list.filters)) return;
    for (const chip of chipsOf(record)) counts[chip] = Math.max(0, counts[chip] + by);
  };
  count(before, -1);
  // An edit of a record that this list does not know was counted already, in which band is not known.
  if (before !== undefined || after.version === 1) count(after, 1);
  return counts;
}

/** One record as the office now has it. A record only moves forward: an older word about it changes nothing [R1]. */
function learn(list: LiveList, record: RecordSummary): LiveList {
  const before = list.known[record.id];
  if (before !== undefined && before.version > record.version) return list;
  return {
    ...list,
    known: { ...list.known, [record.id]: record },
    counts: countsAfter(list, before, record),
    // Whether the counts held it is known only for a record that was seen before.
    stale: list.stale || before === undefined,
  };
}

function without(list: LiveList, id: string): LiveList {
  const { [id]: _, ...known } = list.known;
  return {
    ...list,
    known,
    shown: list.shown.filter((row) => row.id !== id),
    sinceRequest: list.sinceRequest?.filter((record) => record.id !== id),
    stale: true,
  };
}

function answered(list: LiveList, page: RecordPage): LiveList {
  const last = page.items.at(-1);
  const fresh: LiveList = {
    ...list,
    known: Object.fromEntries(page.items.map((record) => [record.id, record])),
    counts: page.counts,
    edge: page.next === null ? null : (last ?? null),
    next: page.next,
    stale: false,
    sinceRequest: undefined,
  };
  return (list.sinceRequest ?? []).reduce(learn, fresh);
}

function more(list: LiveList, page: RecordPage): LiveList {
  const last = page.items.at(-1);
  const known = { ...list.known };
  for (const record of page.items)
    if ((known[record.id]?.version ?? 0) <= record.version) known[record.id] = record;
  const grown = {
    ...list,
    known,
    edge: page.next === null ? null : (last ?? list.edge),
    next: page.next,
  };
  const before = new Set(list.shown.map(({ id }) => id));
  const behind = page.items.filter(({ id }) => !before.has(id) && known[id] !== undefined);
  return inPlace({
    ...grown,
    shown: [...list.shown, ...behind.map((record) => ({ id: record.id, record }))],
  });
}

export function nextList(list: LiveList, event: LiveEvent): LiveList {
  switch (event.type) {
    case 'opened':
      return openList(event.filters);
    case 'asked':
      return { ...list, sinceRequest: [] };
    case 'not-answered':
      return { ...list, sinceRequest: undefined };
    case 'answered':
      return redraw(answered(list, event.page), event.hold);
    case 'more':
      return event.after === list.next ? more(list, event.page) : list;
    case 'record': {
      const { record, hold } = event;
      const sinceRequest = list.sinceRequest === undefined ? undefined : [...list.sinceRequest, record];
      return redraw(learn({ ...list, sinceRequest }, record), hold);
    }
    case 'left':
      return without(list, event.id);
    case 'unsettled':
      return { ...list, stale: true };
    case 'let-in':
      return letIn(list);
  }
}
