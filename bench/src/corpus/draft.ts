import { SECTORS } from '@fieldsync/protocol';
import type { RecordData, ResponseStatus, Sector } from '@fieldsync/protocol';
import type { Rng } from '../rng.ts';
import { answers, counted, maybe } from './answers.ts';
import { assessmentAnswers } from './assessment-answers.ts';
import { assessmentNote, responseNote } from './note.ts';
import type { NoteStyle } from './note.ts';
import { responseAnswers } from './response-answers.ts';
import type { Visit } from './visit.ts';

/** A record's content, before it has an id. */
export interface Draft {
  readonly type: 'ASSESSMENT' | 'RESPONSE';
  readonly sector: Sector;
  readonly data: RecordData;
}

export function anySector(rng: Rng): Sector {
  const weights = { HEALTH: 24, WASH: 20, FOOD: 18, SHELTER: 16, POPULATION: 12, SECURITY: 10 };
  return rng.weighted(SECTORS.map((sector) => [sector, weights[sector]] as const));
}

export function draftAssessment(sector: Sector, visit: Visit, style: NoteStyle, rng: Rng): Draft {
  const data = answers({
    assessmentType: sector,
    affectedEntityId: visit.camp.id,
    assessedAt: new Date(visit.openedAtMs).toISOString(),
    incidentType: visit.incidentType,
    peopleAffected: maybe(counted(visit.incidentType === 'EPIDEMIC' ? 260 : 120, 0.95, rng), rng),
    location: visit.location,
    ...assessmentAnswers[sector](visit, rng),
    additionalDetails: assessmentNote(sector, visit, style, rng),
  });
  return { type: 'ASSESSMENT', sector, data };
}

/** A response, to an assessment when there is one to answer. */
export function draftResponse(
  sector: Sector,
  assessmentId: string | undefined,
  visit: Visit,
  style: NoteStyle,
  rng: Rng,
): Draft {
  const status = rng.weighted<ResponseStatus>([
    ['DELIVERED', 50],
    ['IN_PROGRESS', 25],
    ['PLANNED', 20],
    ['CANCELLED', 5],
  ]);
  const data = answers({
    responseType: sector,
    affectedEntityId: visit.camp.id,
    assessmentId,
    status,
    ...daysOf(status, visit.savedAtMs, rng),
    recordedAt: new Date(visit.openedAtMs).toISOString(),
    location: visit.location,
    ...responseAnswers[sector](style.vocabulary, rng),
    additionalDetails: responseNote(sector, visit, style, rng),
  });
  return { type: 'RESPONSE', sector, data };
}

const DAY_MS = 86_400_000;

/** Plans lie ahead, deliveries behind; what is under way was planned for about now. */
function daysOf(status: ResponseStatus, savedAtMs: number, rng: Rng): Record<string, string | undefined> {
  const day = (offset: number) => new Date(savedAtMs + offset * DAY_MS).toISOString().slice(0, 10);
  const isPlan = status === 'PLANNED';
  return {
    plannedDate: maybe(day(isPlan ? rng.int(1, 10) : -rng.int(0, 6)), rng),
    deliveredDate: status === 'DELIVERED' ? day(-rng.int(0, 1)) : undefined,
  };
}
