import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { pathLines, scoreLines } from './detail-lines.ts';

it('the score adds up in lines, each with its reason', () => {
  const reasons = [
    { source: 'base' as const, label: 'ASSESSMENT', points: 40 },
    { source: 'rule' as const, label: 'Health emergency', points: 25 },
    { source: 'rule' as const, label: 'Old visit', points: -5 },
    { source: 'choice' as const, label: 'HIGH', points: 10 },
  ];
  expect(scoreLines({ type: 'ASSESSMENT', sector: 'HEALTH', reasons }, en)).toEqual([
    { name: 'Health assessment', answer: '40' },
    { name: 'Health emergency', answer: '+25' },
    { name: 'Old visit', answer: '−5' },
    { name: 'Set to High by the person', answer: '+10' },
  ]);
});

it('[S7] the way of a record is what is known: saved on the phone, and had by the office', () => {
  const now = new Date(2026, 2, 2, 12, 0);
  const at = (hour: number, minute: number): string => new Date(2026, 2, 2, hour, minute).toISOString();
  const record = { capturedAt: at(10, 21), receivedAt: at(10, 24), changedAt: at(10, 24) };
  expect(pathLines(record, now, en)).toEqual([
    { name: 'On the phone', answer: '10:21', mark: 'phone' },
    { name: 'At the office', answer: '10:24', mark: 'office' },
  ]);
  expect(pathLines({ ...record, changedAt: at(11, 5) }, now, en).at(-1)).toEqual({
    name: 'Last changed',
    answer: '11:05',
  });
});
