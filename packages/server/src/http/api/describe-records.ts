import {
  paths,
  recordDetailSchema,
  recordIdSchema,
  recordPageSchema,
  recordQuerySchema,
} from '@fieldsync/protocol';
import type { RouteDescriptions } from './route-description.ts';

export const RECORD_ROUTES: RouteDescriptions = {
  [`GET ${paths.records}`]: {
    name: 'listRecords',
    tag: 'Records',
    summary: 'Records that have arrived',
    details: 'All of them for coordinators and administrators, the own ones for field workers.',
    query: recordQuerySchema,
    querySays: {
      q: 'A part of a place, of a person, or of a record’s id.',
      order: '`priority`: emergencies first, then the newest.',
      after: 'From `next` of the page before.',
      since: 'Only those that changed after this moment.',
    },
    answer: recordPageSchema,
  },
  [`GET ${paths.records}/:id`]: {
    name: 'readRecord',
    tag: 'Records',
    summary: 'One record with its answers and the reasons of its score',
    params: { id: { schema: recordIdSchema, says: 'Id of the record.' } },
    answer: recordDetailSchema,
  },
};
