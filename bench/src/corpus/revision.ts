import { diffPatch } from '@fieldsync/protocol';
import type { Patch, RecordData } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';
import { draftAssessment, draftResponse } from './draft.ts';
import type { Draft } from './draft.ts';
import type { NoteStyle } from './note.ts';
import type { Visit } from './visit.ts';

/** What stays when somebody comes back to a record: where it is, what it is about, when it was begun. */
const FIXED = new Set([
  'assessmentType',
  'responseType',
  'affectedEntityId',
  'assessmentId',
  'assessedAt',
  'recordedAt',
  'incidentType',
  'location',
  'plannedDate',
  'additionalDetails',
]);

/** The changed answers of a second visit: a few of them, and often a line more in the note. */
export function revise(earlier: Draft, visit: Visit, style: NoteStyle, rng: Rng): Patch {
  const again =
    earlier.type === 'ASSESSMENT'
      ? draftAssessment(earlier.sector, visit, style, rng)
      : draftResponse(earlier.sector, undefined, visit, style, rng);
  for (;;) {
    const patch = diffPatch(earlier.data, {
      ...replaceSome(earlier, again.data, rng),
      ...(rng.chance(0.6) ? appendNote(earlier.data, again.data) : {}),
    });
    if (Object.keys(patch).length > 0) return patch;
  }
}

function replaceSome({ sector, data }: Draft, again: RecordData, rng: Rng): RecordData {
  const questions = [...new Set([...Object.keys(data), ...Object.keys(again)])].filter(
    (key) => !FIXED.has(key),
  );
  // A population is counted anew as a whole: half of two counts would not add up.
  const asked = new Set(sector === 'POPULATION' ? questions : rng.some(questions, rng.int(1, 4)));
  const kept = Object.entries(data).filter(([key]) => !asked.has(key));
  const replaced = Object.entries(again).filter(([key]) => asked.has(key));
  return Object.fromEntries([...kept, ...replaced]);
}

function appendNote(data: RecordData, again: RecordData): RecordData {
  const [before, more] = [data['additionalDetails'], again['additionalDetails']];
  if (typeof more !== 'string') return {};
  const [firstLine = more] = more.split(/(?<=\.) |\n/);
  return { additionalDetails: typeof before === 'string' ? `${before}\n${firstLine}` : firstLine };
}
