import { expect, test } from 'vitest';
import { Rng } from '../rng.ts';
import { english } from './english/vocabulary.ts';
import { french } from './french/vocabulary.ts';
import { sayPhrase } from './phrase.ts';
import type { Vocabulary } from './vocabulary.ts';

const say = (phrase: string, vocabulary: Vocabulary = english, seed = 1) =>
  sayPhrase(phrase, vocabulary, 'Dikwa', new Rng(seed));
const sayOften = (phrase: string, vocabulary: Vocabulary = english) =>
  new Set(Array.from({ length: 200 }, (_, seed) => say(phrase, vocabulary, seed)));

test('choices are made, also inside choices, and an empty one leaves no gap', () => {
  expect(sayOften('A [b|c [d|e]] f.')).toEqual(new Set(['A b f.', 'A c d f.', 'A c e f.']));
  expect(sayOften('Seen [twice|] today[, late|].')).toEqual(
    new Set(['Seen twice today, late.', 'Seen twice today.', 'Seen today, late.', 'Seen today.']),
  );
});

test('numbers stay in their range and small ones come more often', () => {
  const numbers = [...Array(400).keys()].map((seed) => Number(say('{5-500}', english, seed)));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(5);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(500);
  expect(numbers.filter((number) => number < 50).length).toBeGreaterThan(150);
});

test('the camp and an invented person are put in', () => {
  expect(say('road to {camp}')).toBe('Road to Dikwa');
  expect(say('met {name}')).toMatch(/^Met \p{Lu}\p{L}+ \p{Lu}/u);
});

test('a list that the vocabulary does not have is an error', () => {
  expect(() => say('near {nowhere}')).toThrow('{nowhere}');
});

test('French words are drawn together as one says them', () => {
  expect([...sayOften('près de {place}', french)].filter((said) => / de les? /.test(said))).toEqual([]);
  expect(say('vu à [le] bloc B', french)).toBe('Vu au bloc B');
});

for (const [language, vocabulary] of Object.entries({ english, french })) {
  const phrases = [
    ...vocabulary.openers,
    ...vocabulary.closers,
    ...Object.values(vocabulary.sectors).flatMap(({ problems, calm, delivered }) => [
      ...problems,
      ...calm,
      ...delivered,
    ]),
  ];

  test(`every ${language} phrase can be said in many ways and leaves nothing undecided`, () => {
    for (const phrase of phrases) {
      const said = [...sayOften(phrase, vocabulary)];
      expect(said.length, phrase).toBeGreaterThan(5);
      expect(
        said.filter((sentence) => /[[\]{}|]| {2}|^ | [,.]/.test(sentence)),
        phrase,
      ).toEqual([]);
    }
  });

  test(`no ${language} phrase is there twice`, () => {
    expect(new Set(phrases).size).toBe(phrases.length);
  });
}
