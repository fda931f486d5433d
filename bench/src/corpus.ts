import type { Operation } from '@fieldsync/protocol';
import { anySector, draftAssessment, draftResponse } from './corpus/draft.ts';
import type { Draft } from './corpus/draft.ts';
import { english } from './corpus/english/vocabulary.ts';
import { french } from './corpus/french/vocabulary.ts';
import type { NoteStyle, PhraseChoice } from './corpus/note.ts';
import { createOperation, updateOperation } from './corpus/operations.ts';
import { revise } from './corpus/revision.ts';
import type { Visit } from './corpus/visit.ts';
import { makeVisits } from './corpus/visit.ts';
import { Rng } from './rng.ts';

export { corpusCamps } from './corpus/camps.ts';
export type { PhraseChoice } from './corpus/note.ts';

export interface CorpusOptions {
  readonly seed: number;
  readonly count: number;
  readonly language: 'en' | 'fr';
  /**
   * Which sentences the notes are made of. A dictionary or primer trained on one half and measured on the other tells
   * what it is worth on notes that nobody has seen; with `all` on both sides it looks better than it is.
   */
  readonly phrases?: PhraseChoice;
  /** Midnight before the first of the two days, milliseconds since 1970; 14 September 2026 in Nigeria when left out. */
  readonly startMs?: number;
}

const START_MS = Date.UTC(2026, 8, 13, 23);
const DAY_MS = 86_400_000;

/**
 * What field workers capture in two days, oldest first: 60 % assessments, 30 % responses, 10 % updates.
 *
 * The same options give the same operations, byte for byte. A response depends on an assessment of the same corpus, if on
 * any; updates are edits of records that the server has already: `makeEarlierRecords` with the same options.
 *
 * The notes are sentences with choices, numbers, names and slips of the thumb. They repeat themselves more than real
 * prose does, so a figure for compressed bytes taken from them is a little too good.
 */
export function makeCorpus(options: CorpusOptions): Operation[] {
  return build(options).items;
}

/** The creations, one to six days older, of the records that the updates of `makeCorpus` change. */
export function makeEarlierRecords(options: CorpusOptions): Operation[] {
  return build(options).earlier;
}

interface Built {
  readonly items: Operation[];
  readonly earlier: Operation[];
  /** Assessments so far, by camp, for responses to answer. */
  readonly assessments: Map<string, { readonly draft: Draft; readonly entityId: string }[]>;
}

function build({ seed, count, language, phrases = 'all', startMs = START_MS }: CorpusOptions): Built {
  const rng = new Rng(seed);
  const style = { vocabulary: language === 'fr' ? french : english, phrases };
  const built: Built = { items: [], earlier: [], assessments: new Map() };
  const kinds = kindsFor(count, rng);
  for (const [index, visit] of makeVisits(count, startMs, rng).entries()) {
    const kind = kinds[index];
    if (kind === 'update') addUpdate(built, visit, style, rng);
    else if (kind === 'response') addResponse(built, visit, style, rng);
    else addAssessment(built, visit, style, rng);
  }
  return built;
}

type Kind = 'assessment' | 'response' | 'update';

function kindsFor(count: number, rng: Rng): Kind[] {
  const responses = Math.round(count * 0.3);
  const updates = Math.round(count * 0.1);
  return rng.shuffle(
    Array.from({ length: count }, (_, index): Kind => {
      if (index < responses) return 'response';
      return index < responses + updates ? 'update' : 'assessment';
    }),
  );
}

function addAssessment({ items, assessments }: Built, visit: Visit, style: NoteStyle, rng: Rng): void {
  const draft = draftAssessment(anySector(rng), visit, style, rng);
  const operation = createOperation(draft, visit, rng);
  items.push(operation);
  const known = { draft, entityId: operation.entityId };
  const inCamp = assessments.get(visit.camp.id);
  if (inCamp) inCamp.push(known);
  else assessments.set(visit.camp.id, [known]);
}

function addResponse({ items, assessments }: Built, visit: Visit, style: NoteStyle, rng: Rng): void {
  const inCamp = assessments.get(visit.camp.id) ?? [];
  const answered = inCamp.length > 0 && rng.chance(0.7) ? rng.pick(inCamp) : undefined;
  const sector = answered?.draft.sector ?? anySector(rng);
  items.push(createOperation(draftResponse(sector, answered?.entityId, visit, style, rng), visit, rng));
}

function addUpdate({ items, earlier }: Built, visit: Visit, style: NoteStyle, rng: Rng): void {
  const before = earlierVisit(visit, rng.int(1, 6) * DAY_MS - rng.int(0, DAY_MS / 4));
  const sector = anySector(rng);
  const draft = rng.chance(0.7)
    ? draftAssessment(sector, before, style, rng)
    : draftResponse(sector, undefined, before, style, rng);
  const created = createOperation(draft, before, rng);
  earlier.push(created);
  const patch = revise(draft, visit, style, rng);
  items.push(updateOperation({ draft, entityId: created.entityId }, patch, visit, rng));
}

function earlierVisit(visit: Visit, agoMs: number): Visit {
  const { location } = visit;
  const takenAt = new Date(visit.openedAtMs - agoMs).toISOString();
  return {
    ...visit,
    openedAtMs: visit.openedAtMs - agoMs,
    savedAtMs: visit.savedAtMs - agoMs,
    location: location && { ...location, takenAt },
  };
}
