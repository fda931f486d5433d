import { expect, test } from 'vitest';
import { Rng } from '../rng.ts';
import { typeNote } from './writer.ts';
import type { Writer } from './writer.ts';

const careful: Writer = {
  slips: 0,
  abbreviates: 0,
  lowercase: false,
  plainLetters: false,
  betweenSentences: '. ',
  talkative: 5,
};
const abbreviations = [['people', 'ppl']] as const;
const type = (sentences: string[], habits: Partial<Writer> = {}) =>
  typeNote(sentences, { ...careful, ...habits }, abbreviations, new Rng(3)).replace(/\.$/, '');

test('a careful writer types what was said', () => {
  expect(type(['Many people came.', 'No water.'])).toBe('Many people came. No water');
});

test('habits show: short forms, small letters, no accents, lines', () => {
  expect(type(['Many people came.'], { abbreviates: 1 })).toBe('Many ppl came');
  expect(type(['Many people came.'], { lowercase: true })).toBe('many people came');
  expect(type(['L’école brûlée.'], { plainLetters: true })).toBe("L'ecole brulee");
  expect(type(['One.', 'Two.'], { betweenSentences: '\n' })).toBe('One\nTwo');
});

test('a slip changes one letter, never the first or the last, and never a number', () => {
  const typed = type(['Borehole broken since 2014 yesterday.'], { slips: 1 });
  const words = typed.split(' ');
  expect(words[3]).toBe('2014');
  for (const [index, word] of ['Borehole', 'broken', 'since', '', 'yesterday'].entries()) {
    if (word === '') continue;
    expect(Math.abs((words[index] ?? '').length - word.length)).toBeLessThanOrEqual(1);
    expect(words[index]?.charAt(0)).toBe(word.charAt(0));
  }
  expect(typed).not.toBe('Borehole broken since 2014 yesterday');
});
