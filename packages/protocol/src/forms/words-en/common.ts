import type { CommonQuestionWords } from '../record-fields.ts';

export const common = {
  assessment: {
    affectedEntityId: { label: 'Camp or community', short: 'Place' },
    incidentType: {
      label: 'What happened?',
      short: 'What happened',
      options: {
        FLOOD: 'Flood',
        FIRE: 'Fire',
        LANDSLIDE: 'Landslide',
        CYCLONE: 'Cyclone',
        CONFLICT: 'Conflict',
        EPIDEMIC: 'Epidemic',
        OTHER: 'Other',
      },
    },
    peopleAffected: { label: 'People affected', help: 'About how many people this is about.' },
    assessedAt: { label: 'When were you there?', short: 'Visited' },
    location: { label: 'Where you stand', short: 'Position' },
    additionalDetails: { label: 'Anything else?', short: 'More details' },
  },
  response: {
    affectedEntityId: { label: 'Camp or community', short: 'Place' },
    status: {
      label: 'How far is it?',
      short: 'Stage',
      options: {
        PLANNED: 'Planned',
        IN_PROGRESS: 'Under way',
        DELIVERED: 'Delivered',
        CANCELLED: 'Cancelled',
      },
    },
    plannedDate: { label: 'Planned for' },
    deliveredDate: { label: 'Delivered on' },
    assessmentId: { label: 'Which assessment does this answer?', short: 'Answers' },
    location: { label: 'Where you stand', short: 'Position' },
    additionalDetails: { label: 'Anything else?', short: 'More details' },
    recordedAt: { label: 'Recorded' },
  },
} satisfies CommonQuestionWords;
