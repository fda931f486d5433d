import type { RecordState } from '@fieldsync/engine';
import { describe, expect, it } from 'vitest';
import {
  dikwa,
  gwoza,
  minutesAgo,
  now,
  places,
  recordId,
  sampleEntry,
  sampleRecord,
  settings,
} from '../testing/samples.ts';
import { en } from '../words/en.ts';
import { answerLines } from './answer-lines.ts';
import { historyLines } from './history-lines.ts';
import { groupByDay } from './record-groups.ts';
import { recordStateView } from './record-row-view.ts';
import { matchesSearch } from './search-records.ts';

describe('the state of a record', () => {
  const view = (state: RecordState) =>
    recordStateView(sampleRecord({ state }), { holds: [], settings, words: en });

  it('[S7] is At the office only when the engine says that the office has it', () => {
    expect(view('office')).toEqual({ state: 'office', text: 'At the office' });
    for (const state of ['phone', 'sending', 'needs', 'conflict'] as const)
      expect(view(state).state).not.toBe('office');
  });

  it('has the word of its mark', () => {
    expect(view('phone').text).toBe('On this phone');
    expect(view('sending').text).toBe('Sending');
    expect(view('needs').text).toBe('Needs you');
    expect(view('conflict').text).toBe('Two versions: office decides');
  });
});

describe('records under their days', () => {
  const yesterday = minutesAgo(24 * 60);

  it('say the place once where a whole day is about one place', () => {
    const records = [
      sampleRecord(),
      sampleRecord({ id: recordId(2), sector: 'WASH' }),
      sampleRecord({
        id: recordId(3),
        sector: 'SHELTER',
        type: 'RESPONSE',
        placeId: gwoza,
        savedAt: yesterday,
      }),
    ];
    const groups = groupByDay(records, places, now, en);
    expect(groups.map((group) => group.heading)).toEqual(['Today, Dikwa', 'Yesterday, Gwoza']);
    expect(groups.flatMap((group) => group.records.map((each) => each.title))).toEqual([
      'Health',
      'WASH',
      'Response, Shelter',
    ]);
  });

  it('say it in each title where a day is about several', () => {
    const records = [sampleRecord(), sampleRecord({ id: recordId(2), placeId: gwoza })];
    const [group] = groupByDay(records, places, now, en);
    expect(group?.heading).toBe('Today');
    expect(group?.records.map((each) => each.title)).toEqual(['Health, Dikwa', 'Health, Gwoza']);
  });
});

describe('the answers of a record', () => {
  const lines = (data: Record<string, unknown>) =>
    answerLines(sampleRecord({ data: { assessmentType: 'HEALTH', ...data } }), { places, now, words: en });

  it('are lines in the order in which they were asked, in words', () => {
    const said = lines({
      affectedEntityId: dikwa,
      commonHealthIssues: ['CHOLERA', 'MALARIA'],
      hasFunctionalClinic: true,
      numberHealthFacilities: 2_310,
      assessedAt: now.toISOString(),
    });
    expect(said.map((line) => line.field)).toEqual([
      'affectedEntityId',
      'assessedAt',
      'hasFunctionalClinic',
      'numberHealthFacilities',
      'commonHealthIssues',
    ]);
    const answers = Object.fromEntries(said.map((line) => [line.name, line.answer]));
    expect(answers).toMatchObject({
      Place: 'Dikwa',
      Visited: 'today at 10:30',
      'Working clinic': 'Yes',
      'Health facilities': '2,310',
    });
    expect(said.at(-1)?.answer).toBe('Cholera, suspected · Malaria');
  });

  it('show an answer that this version has no question for', () => {
    expect(lines({ somethingNewer: 'from a newer app' })).toEqual([
      { field: 'somethingNewer', name: 'somethingNewer', answer: 'from a newer app' },
    ]);
  });

  it('never show an id in place of a name: what it refers to is said as far as it is known', () => {
    const unknown = '01a21b2c-1175-7614-9d6d-e7baf51af8f9';
    const said = lines({ affectedEntityId: unknown, assessmentId: unknown }).map(({ answer }) => answer);
    expect(said).toEqual(['A place that is not on this list', 'Record 01a21b2c-1175']);
  });

  it('say what was delivered, and how much', () => {
    const data = { responseType: 'FOOD', foodItemsDelivered: [{ item: 'Rice', quantity: 40, unit: 'bags' }] };
    const [line] = answerLines(sampleRecord({ type: 'RESPONSE', sector: 'FOOD', data }), {
      places,
      now,
      words: en,
    });
    expect(line?.answer).toBe('Rice, 40 bags');
  });
});

describe('what happened to a record', () => {
  it('is told oldest first, each step with its mark', () => {
    const record = sampleRecord({ state: 'needs', officeAt: minutesAgo(90) });
    const entry = sampleEntry({ action: 'UPDATE', state: 'shelf', lastAttempt: new Date(minutesAgo(5)) });
    expect(historyLines(record, [entry], now, en)).toEqual([
      { name: 'At the office', answer: '09:00', mark: 'office' },
      { name: 'Changed on this phone', answer: '10:00', mark: 'phone' },
      { name: 'Checked by the office', answer: '10:25', mark: 'needs' },
    ]);
  });
});

it('[S7] a record that came from the office is not said to have been saved on this phone', () => {
  const told = (parts: Parameters<typeof sampleRecord>[0]) =>
    historyLines(sampleRecord({ savedAt: minutesAgo(90), officeAt: null, ...parts }), [], now, en);
  expect(told({ base: { version: 1, data: {} } })).toEqual([{ name: 'Recorded', answer: '09:00' }]);
  expect(told({ base: null })).toEqual([{ name: 'Saved on this phone', answer: '09:00', mark: 'phone' }]);
});

describe('searching', () => {
  const found = (query: string) => matchesSearch(sampleRecord(), query, places, en);

  it('finds by the beginnings of words, in any order', () => {
    expect(found('dik hea')).toBe(true);
    expect(found('ward')).toBe(true);
    expect(found('ikwa')).toBe(false);
  });
});
