import { INCIDENT_TYPES } from '../../domain.ts';
import { RESPONSE_STATUSES } from '../../records/response.ts';
import type { QuestionsFor } from '../question.ts';
import type { CommonAssessment, CommonResponse } from '../record-fields.ts';

/** Asked before the sector's own questions. */
export const assessmentOpening = {
  affectedEntityId: { kind: 'place' },
  incidentType: { kind: 'one', options: INCIDENT_TYPES, notKnown: 'added' },
  peopleAffected: { kind: 'count' },
  assessedAt: { kind: 'moment' },
  location: { kind: 'location' },
} as const satisfies Partial<QuestionsFor<CommonAssessment>>;

/** Asked after them. */
export const assessmentClosing = {
  additionalDetails: { kind: 'text', lines: 4 },
} as const satisfies QuestionsFor<Omit<CommonAssessment, keyof typeof assessmentOpening>>;

export const responseOpening = {
  affectedEntityId: { kind: 'place' },
  status: { kind: 'one', options: RESPONSE_STATUSES, notKnown: 'required' },
  plannedDate: { kind: 'date', when: { field: 'status', is: ['PLANNED', 'IN_PROGRESS', 'CANCELLED'] } },
  deliveredDate: { kind: 'date', when: { field: 'status', is: ['DELIVERED'] } },
  assessmentId: { kind: 'assessment' },
  location: { kind: 'location' },
} as const satisfies Partial<QuestionsFor<CommonResponse>>;

export const responseClosing = {
  additionalDetails: { kind: 'text', lines: 4 },
  recordedAt: { kind: 'stamp' },
} as const satisfies QuestionsFor<Omit<CommonResponse, keyof typeof responseOpening>>;
