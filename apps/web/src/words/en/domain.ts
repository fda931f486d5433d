import type { Band, IncidentType, RecordType, Role } from '@fieldsync/protocol';
import { sectorsEn as sectors } from '@fieldsync/protocol/forms';

const recordTypes: Record<RecordType, string> = {
  ASSESSMENT: 'Assessment',
  RESPONSE: 'Response',
  MEDIA: 'Photo',
};

const roles: Record<Role, string> = {
  ASSESSOR: 'Assessor',
  RESPONDER: 'Responder',
  COORDINATOR: 'Coordinator',
  ADMIN: 'Administrator',
};

const bands: Record<Band, string> = { CRITICAL: 'Critical', HIGH: 'High', NORMAL: 'Normal', LOW: 'Low' };

const incidents: Record<IncidentType, string> = {
  FLOOD: 'Flood',
  FIRE: 'Fire',
  LANDSLIDE: 'Landslide',
  CYCLONE: 'Cyclone',
  CONFLICT: 'Conflict',
  EPIDEMIC: 'Epidemic',
  OTHER: 'Other',
};

export const domain = {
  sectors,
  recordTypes,
  roles,
  bands,
  incidents,
  /** A response needs its kind in its name; an assessment is known by its sector alone. */
  response: (sector: string): string => `Response, ${sector}`,
  titleAndPlace: (title: string, place: string): string => `${title}, ${place}`,
};
