import { expect, it } from 'vitest';
import { chooseStages, stages } from './stages.mjs';

it('runs every stage when none is named', () => {
  expect(chooseStages([])).toEqual({ chosen: stages, unknown: [] });
});

it('runs the named stages in their own order', () => {
  expect(chooseStages(['sim', 'check']).chosen.map((stage) => stage.name)).toEqual(['check', 'sim']);
});

it('tells which names it does not know', () => {
  expect(chooseStages(['unit', 'e2e']).unknown).toEqual(['e2e']);
});
