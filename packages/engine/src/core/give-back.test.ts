import type { Change, RecordData } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { buildItem, buildRecord, recordId } from '../testing/build-item.ts';
import { askedAgain, baseSince, epochOf, isCopy, lostPatch, restoredAt, whenMissing } from './give-back.ts';
import type { OutboxItem } from './stored.ts';
import type { Walk } from './walk.ts';

const change = (data: RecordData | null, restored?: number): Change => ({
  id: recordId(1),
  type: 'ASSESSMENT',
  version: 9,
  data,
  score: 40,
  capturedAt: '2026-11-20T09:30:00.000Z',
  ...(restored === undefined ? {} : { restored }),
});
const edit = (parts: Partial<OutboxItem> = {}): OutboxItem =>
  buildItem(1, { action: 'UPDATE', base: 5, ...parts });
const known = { version: 5, data: { a: 5, b: 5, c: 1 } };

describe('what is given back of a record', () => {
  it('[D1] is what this phone knew beyond the restored version', () => {
    expect(lostPatch(known, change({ a: 5, b: 2, d: 1 }, 2), [])).toEqual({ b: 5, c: 1, d: null });
  });

  it('[D1] is nothing where the phone knew nothing, or nothing more', () => {
    expect(lostPatch(null, change({ a: 1 }, 2), [])).toBeUndefined();
    expect(lostPatch({ version: 5, data: null }, change({ a: 1 }, 2), [])).toBeUndefined();
    expect(lostPatch(known, change({ a: 1 }, 5), [])).toBeUndefined();
    expect(lostPatch(known, change({ a: 1 }, 6), [])).toBeUndefined();
    expect(lostPatch(known, change(known.data, 2), [])).toBeUndefined();
  });

  it('[D1] is all of it where the office had nothing then, or has deleted it since', () => {
    expect(lostPatch(known, change({}), [])).toEqual(known.data);
    expect(lostPatch(known, change(null, 2), [])).toEqual(known.data);
  });

  it('[D2] leaves out what an edit says that the office may have already', () => {
    const office = change({ a: 1, b: 1, c: 1 }, 2);
    const patch = { a: 7 };
    const given = (parts: Partial<OutboxItem>) => lostPatch(known, office, [edit({ patch, ...parts })]);
    expect(given({ state: 'sending' })).toEqual({ b: 5 });
    expect(given({ mayBeKnown: true })).toEqual({ b: 5 });
    expect(given({ mayBeKnown: true, refused: true })).toEqual({ a: 5, b: 5 });
    expect(given({})).toEqual({ a: 5, b: 5 });
  });

  it('[D2] and what a creation or a removal that is on its way says', () => {
    const office = change({ a: 1, b: 1, c: 1 }, 2);
    const { patch: _, ...bare } = edit({ state: 'sending', mayBeKnown: true });
    expect(lostPatch(known, office, [{ ...bare, action: 'CREATE', data: { b: 3 } }])).toEqual({ a: 5 });
    expect(lostPatch(known, office, [{ ...bare, action: 'DELETE' }])).toEqual({ a: 5, b: 5 });
  });
});

describe('the base of an unsent edit at a restored office', () => {
  it('[D2] is no version that the office has lost', () => {
    expect([3, 5, 8].map((restored) => baseSince(edit(), restored))).toEqual([3, 5, 5]);
    expect(restoredAt(change({}))).toBe(0);
  });

  it('[S1] stays where the office may know the edit under its id', () => {
    expect(baseSince(edit({ state: 'sending' }), 2)).toBe(5);
    expect(baseSince(edit({ mayBeKnown: true }), 2)).toBe(5);
    expect(baseSince(edit({ mayBeKnown: true, refused: true }), 2)).toBe(2);
  });

  it('[D2] is none for a record that is made here', () => {
    expect(baseSince(buildItem(1, { base: 0 }), 2)).toBe(0);
    /* As a build from before kept it. */
    expect(baseSince(buildItem(1, { base: 4 }), 2)).toBe(4);
  });
});

it('[D1] the epoch of a cursor is what stands before its point', () => {
  expect(epochOf('k3f9.1234')).toBe('k3f9');
  expect(epochOf('k3f9.1234*')).toBe('k3f9');
  expect(['', '.12', '1234', 'K3.12', '-k3f9.12'].map(epochOf)).toEqual(Array(5).fill(undefined));
});

it('[K2] what waits for a decision is asked again under its id, and nothing else is', () => {
  const disputed = edit({ state: 'conflict', conflictId: 'x', error: { code: 'CONFLICT', message: 'a' } });
  expect(askedAgain(disputed)).toEqual(edit({ state: 'waiting' }));
  const shelved = edit({ state: 'shelf', error: { code: 'VALIDATION', message: 'a' } });
  expect(askedAgain(shelved)).toBe(shelved);
});

describe('a record that the walk did not meet', () => {
  const walk: Walk = { number: 2, phase: 'missing', after: null, seq: 0 };
  const record = buildRecord(1, { base: known, walk: 1 });
  const plan = (parts: Parameters<typeof buildRecord>[1], ...items: OutboxItem[]) =>
    whenMissing({ ...record, ...parts }, items, walk).do;

  it('[D1] is made again by the account that made it', () => {
    expect(plan({})).toBe('create');
    expect(plan({}, edit())).toBe('create');
  });

  it('[D1] is left alone where the office has it, never had it, or it is deleted', () => {
    expect(plan({ walk: 2 })).toBe('nothing');
    expect(plan({ base: null })).toBe('nothing');
    expect(plan({ base: { version: 5, data: null } })).toBe('nothing');
  });

  it('[D2] and where it is in the outbox whole', () => {
    expect(plan({}, edit(), buildItem(2))).toBe('nothing');
  });

  it('[D1] is no copy where this account made it, though no answer has said that the office has it', () => {
    expect(isCopy(buildRecord(1, { officeAt: null }))).toBe(false);
    expect(isCopy(buildRecord(1, { others: true, officeAt: null }))).toBe(true);
    expect(isCopy(buildRecord(1, { others: true, officeAt: 1_700 }))).toBe(false);
  });

  it('[D3] of somebody else is dropped, unless something of this phone is in it', () => {
    expect(plan({ others: true })).toBe('drop');
    expect(plan({ others: true, officeAt: 1_700 })).toBe('update');
    expect(plan({ others: true }, edit())).toBe('update');
  });
});
