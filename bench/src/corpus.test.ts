import { applyPatch, operationSchema, parseRecord, priorityOf, sectorOf } from '@fieldsync/protocol';
import type { Operation } from '@fieldsync/protocol';
import { expect, test } from 'vitest';
import { corpusCamps, makeCorpus, makeEarlierRecords } from './corpus.ts';
import type { CorpusOptions } from './corpus.ts';

const base = { seed: 1, count: 1_000, language: 'en' } as const;
const english = makeCorpus(base);
const french = makeCorpus({ ...base, language: 'fr' });
const created = (items: readonly Operation[]) => items.filter((item) => item.action === 'CREATE');
const updated = (items: readonly Operation[]) => items.filter((item) => item.action === 'UPDATE');
const dataOf = (item: Operation) =>
  item.action === 'CREATE' ? item.data : item.action === 'UPDATE' ? item.patch : {};
const notes = (items: readonly Operation[]) =>
  items.map((item) => dataOf(item)['additionalDetails']).filter((note) => typeof note === 'string');
const sentences = (items: readonly Operation[]) => notes(items).flatMap((note) => note.split(/[.\n]+\s*/));

test('the same options give the same operations, another seed others', () => {
  const again = (options: CorpusOptions) => JSON.stringify(makeCorpus(options));
  const small = { ...base, count: 60 };
  expect(again(small)).toBe(again(small));
  expect(again(small)).not.toBe(again({ ...small, seed: 2 }));
});

for (const [language, items] of Object.entries({ english, french })) {
  test(`every ${language} operation and record keeps to the wire's schemas`, () => {
    for (const item of items)
      expect(operationSchema.safeParse(JSON.parse(JSON.stringify(item))).error).toBeUndefined();
    for (const item of created(items)) {
      const { data } = item;
      expect(parseRecord(item.type, data)).toEqual({ ok: true, data });
    }
  });

  test(`every ${language} update leaves a valid record that differs from the earlier one`, () => {
    const options = { ...base, language: language === 'french' ? 'fr' : 'en' } as const;
    const earlier = new Map(created(makeEarlierRecords(options)).map((item) => [item.entityId, item]));
    expect(updated(items)).toHaveLength(100);
    for (const update of updated(items)) {
      const before = earlier.get(update.entityId);
      const after = applyPatch(before?.data ?? {}, update.patch);
      expect(parseRecord(update.type, before?.data).ok).toBe(true);
      expect(parseRecord(update.type, after)).toMatchObject({ ok: true });
      expect(after).not.toEqual(before?.data);
      expect((before?.capturedAt ?? '') < update.capturedAt).toBe(true);
    }
  });
}

test('six in ten are assessments, three responses, one an update', () => {
  const share = (type: string) => created(english).filter((item) => item.type === type).length;
  expect([share('ASSESSMENT'), share('RESPONSE'), updated(english).length]).toEqual([600, 300, 100]);
});

test('all sectors and all camps are there', () => {
  const seen = (items: readonly Operation[], key: string) => new Set(items.map((item) => dataOf(item)[key]));
  expect(new Set(created(english).map(({ data }) => sectorOf(data))).size).toBe(6);
  expect(seen(created(english), 'affectedEntityId').size).toBe(corpusCamps.length);
});

test('about one in six is of high priority, and some are low', () => {
  const items = [1, 2, 3, 4, 5, 6].flatMap((seed) => makeCorpus({ ...base, seed, count: 500 }));
  const share = (priority: string) =>
    items.filter(({ score }) => priorityOf(score) === priority).length / items.length;
  expect(Math.abs(share('HIGH') - 0.17)).toBeLessThan(0.03);
  expect(Math.abs(share('LOW') - 0.26)).toBeLessThan(0.03);
});

test('an item is about 1.2 KB of JSON in the middle', () => {
  for (const items of [english, french]) {
    const sizes = items.map((item) => Buffer.byteLength(JSON.stringify(item))).sort((a, b) => a - b);
    expect(Math.abs((sizes[500] ?? 0) - 1_180)).toBeLessThan(60);
    expect(sizes.at(-1)).toBeLessThan(4_000);
  }
});

test('items are captured over two days, oldest first, and ids tell the time', () => {
  const times = english.map(({ capturedAt }) => Date.parse(capturedAt));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const hours = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 3_600_000;
  expect(hours).toBeGreaterThan(30);
  expect(hours).toBeLessThan(36);
  for (const { id, capturedAt } of english) {
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(capturedAt));
  }
});

test('ids are all different', () => {
  const ids = english.flatMap((item) => [item.id, item.entityId]);
  expect(new Set(ids).size).toBe(2_000);
});

test('a response waits for an assessment that was captured before it', () => {
  const before = new Set<string>();
  let waiting = 0;
  for (const item of english) {
    for (const needed of item.dependsOn ?? []) expect(before.has(needed)).toBe(true);
    if (item.dependsOn) waiting += 1;
    if (item.type === 'ASSESSMENT') before.add(item.entityId);
  }
  expect(waiting).toBeGreaterThan(150);
});

test('positions are within two kilometres of the camp', () => {
  let located = 0;
  for (const { data } of created(english)) {
    const camp = corpusCamps.find(({ id }) => id === data['affectedEntityId']);
    const location = data['location'] as { latitude: number; longitude: number } | undefined;
    if (!location || !camp) continue;
    located += 1;
    const north = (location.latitude - camp.latitude) * 111;
    const east = (location.longitude - camp.longitude) * 111 * Math.cos((camp.latitude * Math.PI) / 180);
    expect(Math.hypot(north, east)).toBeLessThan(2.2);
  }
  expect(located).toBeGreaterThan(700);
});

test('notes are sentences that hardly repeat', () => {
  const said = sentences(english);
  expect(said.length).toBeGreaterThan(3_000);
  expect(new Set(said).size / said.length).toBeGreaterThan(0.85);
});

test('the two halves of the phrases share next to nothing', () => {
  const half = (phrases: 'even' | 'odd') => sentences(makeCorpus({ ...base, phrases }));
  const even = new Set(half('even'));
  const shared = half('odd').filter((sentence) => sentence.length > 12 && even.has(sentence));
  expect(shared).toEqual([]);
});

test('small corpora work, also an empty one', () => {
  expect(makeCorpus({ ...base, count: 0 })).toEqual([]);
  expect(makeCorpus({ ...base, count: 1 })).toHaveLength(1);
  expect(makeCorpus({ ...base, count: 7 })).toHaveLength(7);
});
