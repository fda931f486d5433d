import { z } from 'zod';

export const RECORD_TYPES = ['ASSESSMENT', 'RESPONSE', 'MEDIA'] as const;
export const recordTypeSchema = z.enum(RECORD_TYPES);
export type RecordType = z.infer<typeof recordTypeSchema>;

export const ACTIONS = ['CREATE', 'UPDATE', 'DELETE'] as const;
export const actionSchema = z.enum(ACTIONS);
export type Action = z.infer<typeof actionSchema>;

export const SECTORS = ['HEALTH', 'WASH', 'SHELTER', 'FOOD', 'SECURITY', 'POPULATION'] as const;
export const sectorSchema = z.enum(SECTORS);
export type Sector = z.infer<typeof sectorSchema>;

export const INCIDENT_TYPES = [
  'FLOOD',
  'FIRE',
  'LANDSLIDE',
  'CYCLONE',
  'CONFLICT',
  'EPIDEMIC',
  'OTHER',
] as const;
export const incidentTypeSchema = z.enum(INCIDENT_TYPES);
export type IncidentType = z.infer<typeof incidentTypeSchema>;

export const ROLES = ['ASSESSOR', 'RESPONDER', 'COORDINATOR', 'ADMIN'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What a person may choose. The word *Critical* is for scores of 85 and up. */
export const PRIORITIES = ['HIGH', 'NORMAL', 'LOW'] as const;
export const prioritySchema = z.enum(PRIORITIES);
export type Priority = z.infer<typeof prioritySchema>;
