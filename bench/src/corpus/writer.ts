import type { Rng } from '../rng.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How one person types on a phone: the same sentence looks different from each hand. */
export interface Writer {
  /** Chance of a slip per word. */
  readonly slips: number;
  /** Chance that a word which has a short form gets it. */
  readonly abbreviates: number;
  readonly lowercase: boolean;
  /** Leaves out accents, as many phone keyboards make them a long press. */
  readonly plainLetters: boolean;
  readonly betweenSentences: string;
  /** Sentences in a note of middling length. */
  readonly talkative: number;
}

export function makeWriter(rng: Rng): Writer {
  return {
    slips: rng.pick([0, 0.01, 0.02, 0.04, 0.06]),
    abbreviates: rng.pick([0, 0.1, 0.4, 0.8]),
    lowercase: rng.chance(0.25),
    plainLetters: rng.chance(0.4),
    betweenSentences: rng.weighted([
      ['. ', 6],
      ['.\n', 2],
      [', ', 1],
      [' - ', 1],
    ]),
    talkative: rng.pick([6, 7, 8, 9, 10]),
  };
}

/** Puts sentences down the way this person types. */
export function typeNote(
  sentences: readonly string[],
  writer: Writer,
  abbreviations: Vocabulary['abbreviations'],
  rng: Rng,
): string {
  const short = new Map(abbreviations);
  const typed = sentences.map((sentence) => {
    const plain = writer.plainLetters ? sentence.normalize('NFD').replace(/\p{M}/gu, '') : sentence;
    const cased = writer.lowercase ? plain.toLowerCase() : plain;
    return cased
      .replace(/’/g, "'")
      .replace(/\.$/, '')
      .replace(/\p{L}+/gu, (word) => typeWord(word, short, writer, rng));
  });
  const note = typed.join(writer.betweenSentences);
  return rng.chance(0.8) ? `${note}.` : note;
}

function typeWord(word: string, short: ReadonlyMap<string, string>, writer: Writer, rng: Rng): string {
  const abbreviated = short.get(word);
  if (abbreviated !== undefined && rng.chance(writer.abbreviates)) return abbreviated;
  return word.length > 3 && rng.chance(writer.slips) ? slip(word, rng) : word;
}

/** A letter lost, doubled, swapped with the next one or hit beside. */
function slip(word: string, rng: Rng): string {
  const at = rng.int(1, word.length - 2);
  const before = word.slice(0, at);
  const letter = word.charAt(at);
  const after = word.slice(at + 1);
  switch (rng.pick(['lost', 'doubled', 'swapped', 'beside'] as const)) {
    case 'lost':
      return before + after;
    case 'doubled':
      return before + letter + letter + after;
    case 'swapped':
      return before + after.charAt(0) + letter + after.slice(1);
    case 'beside':
      return before + rng.pick([...'aeiorstnl']) + after;
  }
}
