import type { Decision } from '@fieldsync/engine';
import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { decisionView } from './decision-lines.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const record = { type: 'ASSESSMENT', sector: 'POPULATION' } as const;
const decision = (parts: Partial<Decision>): Decision =>
  ({
    strategy: 'MERGE',
    by: 'Ibrahim Mustapha',
    at: NOW.getTime(),
    justification: 'counted again',
    removal: false,
    removed: false,
    seen: false,
    answers: [
      { field: 'totalPopulation', mine: 2_840, stands: 2_655 },
      { field: 'separatedChildren', mine: 31, stands: 31 },
      { field: 'pregnantWomen', stands: 97 },
    ],
    ...parts,
  }) as Decision;
const view = (parts: Partial<Decision>) =>
  decisionView(decision(parts), record, { places: new Map(), now: NOW, words: en });

it('[K2] says to the person whose version it was what stands of it, who decided and why', () => {
  const said = view({});
  expect(said.decided).toMatch(/^Ibrahim Mustapha decided, today at \d\d:\d\d$/);
  expect(said.why).toBe('Why: counted again');
  expect(said.record).toBeUndefined();
  expect(said.answers.map(({ yours, stands }) => [yours, stands])).toEqual([
    ['you: 2,840', 'now: 2,655'],
    ['you: 31', 'Yours stands'],
    ['you: No answer', 'now: 97'],
  ]);
});

it('[K2] says what became of a record that one side had removed', () => {
  expect(view({ removal: true })).toMatchObject({ record: en.conflicts.phone.youRemoved, answers: [] });
  expect(view({ removal: true, removed: true })).toMatchObject({ record: en.conflicts.phone.removed });
  const removed = view({ removed: true });
  expect(removed.record).toBe(en.conflicts.phone.stillRemoved);
  expect(removed.answers.map(({ yours, stands }) => [yours, stands])[0]).toEqual(['you: 2,840', undefined]);
});
