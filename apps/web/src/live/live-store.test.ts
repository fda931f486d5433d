import type { RecordPage, RecordSummary } from '@fieldsync/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NoAnswer, OfficeAnswer } from './ask-office.ts';
import type { StreamListener } from './follow-stream.ts';
import type { LiveFilters } from './live-filters.ts';
import { LiveStore } from './live-store.ts';

const filters: LiveFilters = {
  chip: 'all',
  sector: undefined,
  placeId: undefined,
  search: '',
  since: undefined,
  order: 'newest',
};
const record = (number: number, version = 1): RecordSummary => ({
  id: `0197a1b2-0000-7000-8000-${String(number).padStart(12, '0')}` as RecordSummary['id'],
  type: 'ASSESSMENT',
  sector: 'HEALTH',
  place: null,
  score: 40,
  band: 'NORMAL',
  reason: '',
  override: null,
  state: 'office',
  version,
  deleted: false,
  from: { id: 'amina', name: 'Amina Bukar' },
  capturedAt: `2026-03-02T09:${String(number).padStart(2, '0')}:00.000Z`,
  receivedAt: `2026-03-02T09:${String(number).padStart(2, '0')}:00.000Z`,
  changedAt: `2026-03-02T09:${String(number).padStart(2, '0')}:00.000Z`,
});
const page = (all: number, next: string | null, ...items: RecordSummary[]): RecordPage => ({
  items,
  next,
  counts: { all, critical: 0, high: 0, normal: all, low: 0, conflict: 0 },
});

/** An office that answers when the test says so. */
let asked: { path: string; answer: (answer: RecordPage | NoAnswer) => Promise<void> }[];
let later: (() => void)[];
let reading: boolean;
let stream: StreamListener;
let store: LiveStore;
const ids = (): string[] => store.snapshot().list.shown.map(({ id }) => id.slice(-2));

beforeEach(() => {
  asked = [];
  later = [];
  reading = false;
  const end = new AbortController();
  store = new LiveStore(filters, {
    isReading: () => reading,
    later: (_ms, work) => {
      later.push(work);
      return () => undefined;
    },
    follow: (listener) => {
      stream = listener;
    },
    ask: <Data>(path: string) =>
      new Promise<OfficeAnswer<Data>>((resolve) => {
        asked.push({
          path,
          answer: async (answer) => {
            resolve(
              typeof answer === 'string' ? { ok: false, why: answer } : { ok: true, data: answer as Data },
            );
            for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
          },
        });
      }),
  });
  store.run(end.signal);
});

describe('LiveStore', () => {
  it('shows what came in, and a new record without being asked', async () => {
    store.show(filters);
    await asked[0]?.answer(page(1, null, record(1)));
    stream.record(record(2));
    expect(ids()).toEqual(['02', '01']);
    expect(store.snapshot().list.counts?.all).toBe(2);
  });

  it('asks again after each connection: what happened in between is in no event', async () => {
    store.show(filters);
    await asked[0]?.answer(page(1, null, record(1)));
    stream.opened();
    await asked[1]?.answer(page(2, null, record(2), record(1)));
    expect(ids()).toEqual(['02', '01']);
  });

  it('keeps what it has when the office does not answer, and says why', async () => {
    store.show(filters);
    await asked[0]?.answer(page(1, null, record(1)));
    stream.opened();
    await asked[1]?.answer('silent');
    expect(ids()).toEqual(['01']);
    expect(store.snapshot().refusal).toBe('silent');
    store.tryNow();
    await asked[2]?.answer(page(1, null, record(1)));
    expect(store.snapshot().refusal).toBeUndefined();
  });

  it('asks for the counts once after a burst of records that it did not know', async () => {
    store.show(filters);
    await asked[0]?.answer(page(0, null));
    for (const number of [1, 2, 3]) stream.record(record(number, 4));
    expect(asked).toHaveLength(1);
    expect(later).toHaveLength(1);
    later[0]?.();
    await asked[1]?.answer(page(3, null, record(3, 4), record(2, 4), record(1, 4)));
    expect(store.snapshot().list.counts?.all).toBe(3);
    expect(later).toHaveLength(1);
  });

  it('drops the answer to a question that was overtaken', async () => {
    store.show(filters);
    const other = { ...filters, search: 'amina' };
    store.show(other);
    await asked[1]?.answer(page(1, null, record(2)));
    await asked[0]?.answer(page(1, null, record(1)));
    expect(ids()).toEqual(['02']);
    expect(asked[1]?.path).toContain('q=amina');
  });

  it('shows more at the end, once for two taps', async () => {
    store.show(filters);
    await asked[0]?.answer(page(2, 'after-2', record(2)));
    void store.more();
    void store.more();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.path).toContain('after=after-2');
    await asked[1]?.answer(page(2, null, record(1)));
    expect(ids()).toEqual(['02', '01']);
    expect(store.snapshot().list.next).toBeNull();
  });

  it('[R3] takes a row away that left the person’s areas, also while they read, and an answer of before does not bring it back', async () => {
    store.show(filters);
    await asked[0]?.answer(page(2, null, record(2), record(1)));
    reading = true;
    stream.left?.(record(1).id);
    expect(ids()).toEqual(['02']);
    expect(store.snapshot().scope).toBe(1);
    stream.opened();
    stream.left?.(record(2).id);
    expect(ids()).toEqual([]);
    await asked[1]?.answer(page(1, null, record(2)));
    expect(ids()).toEqual([]);
    await asked[2]?.answer(page(0, null));
    expect(store.snapshot().list.counts?.all).toBe(0);
  });

  it('[R3] asks for everything anew when the person’s areas are others, and shows nothing of before until then', async () => {
    store.show(filters);
    await asked[0]?.answer(page(2, null, record(2), record(1)));
    reading = true;
    stream.event?.('device');
    expect(asked).toHaveLength(1);
    stream.event?.('scope');
    expect(ids()).toEqual([]);
    await asked[1]?.answer(page(1, null, record(2)));
    expect(ids()).toEqual(['02']);
    expect(store.snapshot().scope).toBe(1);
  });

  it('moves nothing while a person reads', async () => {
    store.show(filters);
    await asked[0]?.answer(page(1, null, record(1)));
    reading = true;
    stream.record(record(2));
    stream.opened();
    await asked[1]?.answer(page(3, null, record(3), record(2), record(1)));
    expect(ids()).toEqual(['01']);
    later.pop()?.();
    expect(ids()).toEqual(['01']);
    reading = false;
    later.pop()?.();
    expect(ids()).toEqual(['03', '02', '01']);
  });
});
