import type { Rng } from '../rng.ts';
import { personName } from './people.ts';
import type { Phrase, Vocabulary } from './vocabulary.ts';

const NUMBER = /^(\d+)-(\d+)$/;
/** The innermost choices and the word lists: what can be decided without looking further in. */
const DECIDABLE = /\[([^[\]]*)\]|\{([^{}]+)\}/g;

/** Makes every choice that a phrase leaves open; the syntax is told at `Phrase`. */
export function sayPhrase(phrase: Phrase, vocabulary: Vocabulary, campName: string, rng: Rng): string {
  let text = phrase;
  for (;;) {
    const decided = text.replace(DECIDABLE, (_whole, choices?: string, slot?: string) =>
      choices === undefined
        ? fill(slot ?? '', vocabulary.words, campName, rng)
        : rng.pick(choices.split('|')),
    );
    if (decided === text) return tidy(text, vocabulary.contractions);
    text = decided;
  }
}

function fill(slot: string, words: Vocabulary['words'], campName: string, rng: Rng): string {
  const [, low, high] = NUMBER.exec(slot) ?? [];
  if (low !== undefined && high !== undefined) return String(aNumber(Number(low), Number(high), rng));
  if (slot === 'name') return personName(rng);
  if (slot === 'camp') return campName;
  return rng.pick(words[slot] ?? noSuchWords(slot));
}

function noSuchWords(slot: string): never {
  throw new RangeError(`the vocabulary has no words for {${slot}}`);
}

/** Small numbers more often than large ones, and large ones rounded, as people tell them. */
function aNumber(low: number, high: number, rng: Rng): number {
  const number = Math.floor(low * ((high + 1) / low) ** rng.next());
  if (number < 60 || rng.chance(0.4)) return number;
  return Math.min(high, Math.round(number / 10) * 10);
}

/** An empty choice leaves a gap, and a choice that begins with a comma has a space before it. */
function tidy(text: string, contractions: Vocabulary['contractions']): string {
  let spoken = text
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.])/g, '$1')
    .trim();
  for (const [written, said] of contractions) spoken = spoken.replaceAll(written, said);
  return spoken.charAt(0).toUpperCase() + spoken.slice(1);
}
