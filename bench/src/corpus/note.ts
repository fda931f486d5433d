import type { Sector } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';
import { sayPhrase } from './phrase.ts';
import type { Visit } from './visit.ts';
import type { Phrase, Vocabulary } from './vocabulary.ts';
import { typeNote } from './writer.ts';

/** Which of a vocabulary's sentences may be used: see `CorpusOptions.phrases`. */
export type PhraseChoice = 'all' | 'even' | 'odd';

/** What all notes of a corpus are made from. */
export interface NoteStyle {
  readonly vocabulary: Vocabulary;
  readonly phrases: PhraseChoice;
}

/** Some leave the last field empty. */
const WITHOUT_NOTE = 0.07;

/** The free text of an assessment: what is wrong, what is in order, who said so, what is asked for. */
export function assessmentNote(sector: Sector, visit: Visit, style: NoteStyle, rng: Rng): string | undefined {
  const { problems, calm } = style.vocabulary.sectors[sector];
  return note(
    (count) => {
      const bad = Math.round(count * Math.min(1, visit.severity + 0.25));
      return [...choose(problems, bad, style, rng), ...choose(calm, count - bad, style, rng)];
    },
    visit,
    style,
    rng,
  );
}

/** The free text of a response: what was done, what comes next, what is still wrong. */
export function responseNote(sector: Sector, visit: Visit, style: NoteStyle, rng: Rng): string | undefined {
  const { delivered, problems } = style.vocabulary.sectors[sector];
  return note(
    (count) => {
      const done = Math.ceil(count * 0.6);
      return [...choose(delivered, done, style, rng), ...choose(problems, count - done, style, rng)];
    },
    visit,
    style,
    rng,
  );
}

function note(
  body: (count: number) => Phrase[],
  visit: Visit,
  style: NoteStyle,
  rng: Rng,
): string | undefined {
  if (rng.chance(WITHOUT_NOTE)) return undefined;
  const { openers, closers, abbreviations } = style.vocabulary;
  const count = Math.max(1, rng.skewed(visit.writer.talkative, 0.4) - 1);
  const phrases = [
    ...(rng.chance(0.3) ? choose(openers, 1, style, rng) : []),
    ...body(count),
    ...(rng.chance(0.4) ? choose(closers, 1, style, rng) : []),
  ];
  const sentences = phrases.map((phrase) => sayPhrase(phrase, style.vocabulary, visit.camp.name, rng));
  return typeNote(sentences, visit.writer, abbreviations, rng);
}

/** Different phrases, in any order. */
function choose(from: readonly Phrase[], count: number, { phrases }: NoteStyle, rng: Rng): Phrase[] {
  const parity = phrases === 'odd' ? 1 : 0;
  const allowed = phrases === 'all' ? from : from.filter((_phrase, index) => index % 2 === parity);
  return rng.shuffle(rng.some(allowed, count));
}
