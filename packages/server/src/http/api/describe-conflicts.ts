import {
  conflictAuditSchema,
  conflictDetailSchema,
  conflictIdSchema,
  conflictOverrideSchema,
  conflictPageSchema,
  conflictQuerySchema,
  paths,
  recordIdSchema,
  resolveRequestSchema,
} from '@fieldsync/protocol';
import { z } from 'zod';
import type { RouteDescriptions } from './route-description.ts';

const params = { id: { schema: conflictIdSchema, says: 'Id of the conflict.' } };
const decision = {
  strategy: 'MERGE',
  justification: 'The clinic counted again on Friday.',
  version: 4,
  choices: { numberHealthFacilities: 'mine' },
};

export const CONFLICT_ROUTES: RouteDescriptions = {
  [`GET ${paths.conflicts}`]: {
    name: 'listConflicts',
    tag: 'Conflicts',
    summary: 'Conflicts, the gravest first',
    query: conflictQuerySchema,
    querySays: { q: 'A part of a place or of a person, or the beginning of a record’s id.' },
    answer: conflictPageSchema,
    meta: z.object({ total: z.number().int(), limit: z.number().int(), offset: z.number().int() }),
  },
  [`GET ${paths.conflictAudit}/:entityId`]: {
    name: 'readConflictAudit',
    tag: 'Conflicts',
    summary: 'Every decision on a record, also those that were changed since',
    params: { entityId: { schema: recordIdSchema, says: 'Id of the record.' } },
    answer: conflictAuditSchema,
  },
  [`GET ${paths.conflicts}/:id`]: {
    name: 'readConflict',
    tag: 'Conflicts',
    summary: 'Both versions, side by side',
    params,
    answer: conflictDetailSchema,
  },
  [`POST ${paths.resolveConflict}`]: {
    name: 'resolveConflict',
    tag: 'Conflicts',
    summary: 'Decide an open conflict',
    details:
      'Counts once. `version` is the version of the record that the person was looking at: 409 when there is a later one.',
    body: resolveRequestSchema,
    answer: conflictDetailSchema,
    errors: ['NOT_FOUND', 'CONFLICT'],
    examples: { body: { conflictId: '0198f2a0-6f00-7000-8000-0000000000d1', ...decision } },
  },
  [`PUT ${paths.conflicts}/:id/override`]: {
    name: 'overrideConflict',
    tag: 'Conflicts',
    summary: 'Decide a conflict again',
    params,
    body: conflictOverrideSchema,
    answer: conflictDetailSchema,
    errors: ['CONFLICT'],
    examples: { body: decision },
  },
};
