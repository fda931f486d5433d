import { bandOf, type RecordId, type RecordPage, type RecordSummary } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chipsOf, inScope, LIVE_CHIPS, matches, type LiveCounts, type LiveFilters } from './live-filters.ts';
import { liveRows, nextList, openList, waitingRows, type LiveEvent, type LiveList } from './live-list.ts';
import { compareKeys } from './live-order.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const idOf = (number: number): RecordId =>
  `0197a1b2-0000-7000-8000-${String(number).padStart(12, '0')}` as RecordId;

function record(number: number, change: Partial<RecordSummary> = {}): RecordSummary {
  const score = change.score ?? 40;
  return {
    id: idOf(number),
    type: 'ASSESSMENT',
    sector: 'HEALTH',
    place: { id: 'dikwa', name: 'Dikwa camp', lga: 'Dikwa', ward: 'Ward B' },
    score,
    reason: '',
    override: null,
    state: 'office',
    version: 1,
    deleted: false,
    from: { id: 'amina', name: 'Amina Bukar' },
    capturedAt: at(number),
    receivedAt: at(number),
    changedAt: at(number),
    ...change,
    band: bandOf(score),
  };
}

const everything: LiveFilters = {
  chip: 'all',
  sector: undefined,
  placeId: undefined,
  search: '',
  since: undefined,
  order: 'priority',
};

/** What the office would answer, written as plainly as can be. */
function officePage(
  office: Map<string, RecordSummary>,
  filters: LiveFilters,
  limit: number,
  after?: string,
): RecordPage {
  const scope = [...office.values()].filter((each) => inScope(each, filters));
  const counts = Object.fromEntries(
    LIVE_CHIPS.map((chip) => [chip, scope.filter((each) => chipsOf(each).includes(chip)).length]),
  ) as LiveCounts;
  const all = scope
    .filter((each) => matches(each, filters))
    .sort((a, b) => compareKeys(filters.order, a, b))
    .filter(
      (each) =>
        after === undefined || compareKeys(filters.order, each, JSON.parse(after) as RecordSummary) > 0,
    );
  const items = all.slice(0, limit);
  const last = items.at(-1);
  const token = last && JSON.stringify({ score: last.score, receivedAt: last.receivedAt, id: last.id });
  return { items, next: all.length > limit && token !== undefined ? token : null, counts };
}

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
const play = (...events: LiveEvent[]): LiveList => events.reduce(nextList, openList(everything));
const officeOf = (...records: RecordSummary[]) => new Map(records.map((each) => [each.id as string, each]));
const loaded = (...records: RecordSummary[]): LiveEvent[] => [
  { type: 'asked' },
  { type: 'answered', page: officePage(officeOf(...records), everything, 50), hold: false },
];

describe('a new record', () => {
  it('shows at its place and in the counts at once', () => {
    const list = play(...loaded(record(1, { score: 90 }), record(2)), {
      type: 'record',
      record: record(3, { score: 95 }),
      hold: false,
    });
    expect(ids(list.shown)).toEqual(ids([record(3), record(1), record(2)]));
    expect(list.counts).toMatchObject({ all: 3, critical: 2, normal: 1 });
  });

  it('waits while a person reads, and moves no row', () => {
    const held = play(...loaded(record(1), record(2)), {
      type: 'record',
      record: record(3, { score: 95 }),
      hold: true,
    });
    expect(ids(held.shown)).toEqual(ids([record(2), record(1)]));
    expect(ids(waitingRows(held))).toEqual([idOf(3)]);
    expect(held.counts).toMatchObject({ all: 3, critical: 1 });
    expect(ids(nextList(held, { type: 'let-in' }).shown)).toEqual(ids([record(3), record(2), record(1)]));
  });

  it('shows at once where no row is that could move, such as after a change of filters', () => {
    const office = officeOf(record(1), record(2));
    const list = play(
      { type: 'asked' },
      { type: 'answered', page: officePage(office, everything, 50), hold: true },
    );
    expect(ids(list.shown)).toEqual(ids([record(2), record(1)]));
  });

  it('that belongs further down than what was loaded does not show, but counts', () => {
    const office = officeOf(record(1, { score: 90 }), record(2, { score: 80 }), record(3));
    const list = play(
      { type: 'asked' },
      { type: 'answered', page: officePage(office, everything, 2), hold: false },
      { type: 'record', record: record(4, { score: 20 }), hold: false },
    );
    expect(ids(list.shown)).toEqual(ids([record(1), record(2)]));
    expect(list.counts).toMatchObject({ all: 4, low: 1 });
  });
});

describe('a change', () => {
  it('is seen in place while a person reads; the row leaves when new rows are let in', () => {
    const filters = { ...everything, chip: 'conflict' as const };
    const office = officeOf(record(1, { state: 'conflict' }), record(2, { state: 'conflict' }));
    const solved = record(1, { version: 2 });
    const list = [
      { type: 'asked' } as const,
      { type: 'answered', page: officePage(office, filters, 50), hold: false } as const,
      { type: 'record', record: solved, hold: true } as const,
    ].reduce<LiveList>(nextList, openList(filters));
    expect(list.shown.map((row) => row.record.state)).toEqual(['conflict', 'office']);
    expect(list.counts).toMatchObject({ all: 2, conflict: 1 });
    expect(ids(nextList(list, { type: 'let-in' }).shown)).toEqual([idOf(2)]);
  });

  it('[R1] an older word about a record changes nothing', () => {
    const newer = play(...loaded(record(1)), {
      type: 'record',
      record: record(1, { version: 3, score: 95 }),
      hold: false,
    });
    expect(nextList(newer, { type: 'record', record: record(1, { version: 2 }), hold: false }).shown).toEqual(
      newer.shown,
    );
  });

  it('of a record that the list does not know asks for the counts again', () => {
    const list = play(...loaded(record(1)), {
      type: 'record',
      record: record(9, { version: 4 }),
      hold: false,
    });
    expect(list.stale).toBe(true);
  });
});

it('a page that follows another end of the list is dropped', () => {
  const office = officeOf(...[1, 2, 3, 4, 5].map((number) => record(number)));
  const first = officePage(office, everything, 2);
  const list = play({ type: 'asked' }, { type: 'answered', page: first, hold: false });
  const elsewhere = JSON.stringify(record(1));
  const page = officePage(office, everything, 2, elsewhere);
  expect(nextList(list, { type: 'more', after: elsewhere, page })).toBe(list);
  const next = nextList(list, {
    type: 'more',
    after: first.next ?? '',
    page: officePage(office, everything, 2, first.next ?? ''),
  });
  expect(ids(next.shown)).toEqual(ids([5, 4, 3, 2].map((number) => record(number))));
});

const changeArbitrary = fc.record({
  number: fc.integer({ min: 0, max: 8 }),
  score: fc.constantFrom(10, 40, 70, 90),
  state: fc.constantFrom('office' as const, 'conflict' as const),
  deleted: fc.boolean(),
  sector: fc.constantFrom('HEALTH' as const, 'WASH' as const),
});
const stepArbitrary = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('commit' as const), change: changeArbitrary }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), hold: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('replay' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const), late: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), hold: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('more' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('let-in' as const) }) },
);
const filtersArbitrary = fc.record({
  chip: fc.constantFrom(...LIVE_CHIPS),
  sector: fc.constantFrom(undefined, 'HEALTH' as const),
  order: fc.constantFrom('priority' as const, 'newest' as const),
});
const PAGE = 3;

/** An office, a stream that lags and repeats itself, and requests whose answers may be older than the stream. */
function simulate(
  filters: LiveFilters,
  steps: readonly (typeof stepArbitrary extends fc.Arbitrary<infer Step> ? Step : never)[],
) {
  const office = new Map<string, RecordSummary>();
  const feed: RecordSummary[] = [];
  let delivered = 0;
  let request: { page: RecordPage | undefined } | undefined;
  let list = openList(filters);
  const moved: string[] = [];
  const send = (event: LiveEvent): void => {
    const before = ids(list.shown);
    list = nextList(list, event);
    const reading = 'hold' in event ? event.hold : event.type === 'more';
    if (reading && ids(list.shown).slice(0, before.length).join() !== before.join()) moved.push(event.type);
  };
  const take = (hold: boolean): void => {
    const next = feed[delivered];
    if (next === undefined) return;
    delivered += 1;
    send({ type: 'record', record: next, hold });
  };
  const ask = (late: boolean): void => {
    if (request !== undefined) return;
    send({ type: 'asked' });
    request = { page: late ? undefined : officePage(office, filters, PAGE) };
  };
  const answer = (hold: boolean): void => {
    if (request === undefined) return;
    send({ type: 'answered', page: request.page ?? officePage(office, filters, PAGE), hold });
    request = undefined;
  };
  for (const step of steps) {
    if (step.do === 'commit') {
      const { number, ...change } = step.change;
      const before = office.get(idOf(number));
      if (before?.deleted === true || (before === undefined && change.deleted)) continue;
      const sector = before?.sector ?? change.sector;
      const next = record(number, { ...change, sector, version: (before?.version ?? 0) + 1 });
      office.set(next.id, next);
      feed.push(next);
    } else if (step.do === 'deliver') take(step.hold);
    else if (step.do === 'replay') delivered = Math.max(0, delivered - 2);
    else if (step.do === 'ask') ask(step.late);
    else if (step.do === 'answer') answer(step.hold);
    else if (step.do === 'let-in') send({ type: 'let-in' });
    else if (list.next !== null)
      send({ type: 'more', after: list.next, page: officePage(office, filters, PAGE, list.next) });
  }
  // Faults stop: the stream catches up, and the list asks as long as it is unsure.
  answer(false);
  while (delivered < feed.length) take(false);
  if (list.counts === undefined || list.stale) {
    ask(false);
    answer(false);
  }
  return { list, office, moved };
}

describe('with a stream that lags and repeats, and answers that come late', () => {
  it('no row moves while a person reads', () => {
    fc.assert(
      fc.property(
        filtersArbitrary,
        fc.array(stepArbitrary, { minLength: 15, maxLength: 60 }),
        (some, steps) => {
          expect(simulate({ ...everything, ...some }, steps).moved).toEqual([]);
        },
      ),
    );
  });

  it('in the end rows and counts are those of the office', () => {
    fc.assert(
      fc.property(
        filtersArbitrary,
        fc.array(stepArbitrary, { minLength: 15, maxLength: 60 }),
        (some, steps) => {
          const filters = { ...everything, ...some };
          const { list, office } = simulate(filters, steps);
          const whole = officePage(office, filters, 1_000);
          expect(list.stale).toBe(false);
          expect(list.counts).toEqual(whole.counts);
          const rows = ids(liveRows(list));
          expect(rows).toEqual(ids(whole.items).slice(0, rows.length));
          if (list.next === null) expect(rows).toHaveLength(whole.items.length);
          expect(new Set(ids(list.shown)).size).toBe(list.shown.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
