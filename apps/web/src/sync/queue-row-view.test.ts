import type { ItemError, QueueEntry } from '@fieldsync/engine';
import { ERROR_CODES } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { now, places, sampleEntry, settings } from '../testing/samples.ts';
import { en } from '../words/en.ts';
import { queueRowView, type QueueFacts } from './queue-row-view.ts';

const facts: QueueFacts = { holds: [], settings, places, inLine: 6, now, words: en };
const row = (change: Partial<QueueEntry>, more: Partial<QueueFacts> = {}) =>
  queueRowView(sampleEntry(change), { ...facts, ...more });

describe('a row of the queue', () => {
  it('says the place in line of what waits', () => {
    expect(row({})).toMatchObject({ state: 'phone', right: '3 of 6', title: 'Health, Dikwa' });
    expect(row({}).note).toBeUndefined();
  });

  it('[S7] says Sending while it is in flight, never At the office', () => {
    expect(row({ state: 'sending' })).toMatchObject({ state: 'send', right: 'Sending' });
  });

  it('says when it tries again', () => {
    const at = new Date(2026, 10, 23, 14, 5).getTime();
    expect(row({ state: 'later', nextAttemptAt: at })).toMatchObject({
      state: 'phone',
      note: 'Will try again at 14:05',
    });
  });

  it('[P1] says Held and which rule', () => {
    const holds = [{ reason: 'charging-only' as const, exceptCritical: true }];
    expect(row({}, { holds })).toMatchObject({ state: 'held', right: 'Held', note: 'Held until you charge' });
    expect(row({ criticalBand: true }, { holds })).toMatchObject({ state: 'phone' });
  });

  it('names the answer that the office did not take, in no schema’s words', () => {
    const message = 'Too small: expected number to be >=0';
    const note = (problem: Partial<ItemError>): string =>
      row({ state: 'shelf', problem: { code: 'VALIDATION', message, ...problem } }).note ?? '';
    expect(row({ state: 'shelf', problem: { code: 'VALIDATION', message } })).toMatchObject({
      state: 'needs',
      right: 'Needs you',
    });
    expect(note({ field: 'qualifiedHealthWorkers' })).toBe(
      'The office cannot take this answer: Qualified workers. Open it and check.',
    );
    for (const field of ['qualifiedHealthWorkers', 'noSuchField', 'type.0', '', undefined])
      expect(note(field === undefined ? {} : { field })).not.toMatch(/Too small|expected|>=|noSuchField/);
  });

  it('says no code’s problem in the office’s words', () => {
    for (const code of ERROR_CODES)
      expect(row({ state: 'shelf', problem: { code, message: 'ZodError at path' } }).note).not.toContain(
        'Zod',
      );
  });

  it('[S5] says how often a poison item was tried, and what can be done', () => {
    const problem = { code: 'INTERNAL' as const, message: 'x' };
    expect(row({ state: 'shelf', problem, retryCount: 5 }).note).toBe(
      'Tried 5 times, saved today at 10:00. Open, export or discard.',
    );
  });

  it('[C3] says of an item that cannot be read that it is kept', () => {
    const problem = { code: 'UNREADABLE_ITEM' as const, message: 'x' };
    expect(row({ state: 'shelf', problem }).note).toMatch(/^This phone cannot read it. Keep it/);
  });

  it('[S2] says of a fenced item what it waits for', () => {
    expect(row({ state: 'fenced' }).note).toBe('Waits for an earlier change of the same record');
  });

  it('leaves two versions to the office', () => {
    expect(row({ state: 'conflict' })).toMatchObject({ state: 'conflict', right: 'Two versions' });
  });
});
