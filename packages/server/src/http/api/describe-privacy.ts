import {
  consentListSchema,
  DEFAULT_RETENTION,
  erasureListSchema,
  erasureRequestSchema,
  erasureSchema,
  newConsentSchema,
  paths,
  personListSchema,
  recordExportQuerySchema,
  retentionSchema,
  userIdSchema,
} from '@fieldsync/protocol';
import { nothingSchema } from './describe-session.ts';
import type { OtherAnswer, RouteDescriptions } from './route-description.ts';

const params = { id: { schema: userIdSchema, says: 'Id of the account.' } };
const zip: OtherAnswer = {
  contentType: 'application/zip',
  says: 'A file for each kind of thing that is held, and a `README.txt` that says what they are.',
};

export const PRIVACY_ROUTES: RouteDescriptions = {
  [`GET ${paths.recordExport}`]: {
    name: 'exportRecords',
    tag: 'Records',
    summary: 'Records as a table, a map or a workbook',
    details:
      'The filters of the list. Written while it is sent; 503 while six others are. In the audit log before the first byte leaves.',
    query: recordExportQuerySchema,
    answer: {
      contentType: [
        'text/csv',
        'application/geo+json',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ],
      says: 'The file, as `format` asks for it.',
    },
    errors: ['VALIDATION'],
  },
  [`GET ${paths.ownData}`]: {
    name: 'readOwnData',
    tag: 'Privacy',
    summary: 'Everything the office holds of the caller',
    answer: zip,
  },
  [`GET ${paths.consents}`]: {
    name: 'listConsents',
    tag: 'Privacy',
    summary: 'What the caller has agreed to, and has not, the latest first',
    answer: consentListSchema,
  },
  [`POST ${paths.consents}`]: {
    name: 'addConsent',
    tag: 'Privacy',
    summary: 'Agree to something, or take that back',
    details: 'Kept for ever beside those before it, in the words that stood on the screen.',
    body: newConsentSchema,
    answer: nothingSchema,
    examples: {
      body: {
        kind: 'figures',
        agreed: true,
        textVersion: '1',
        text: 'Share figures on how sending went',
        chosenAt: '2026-11-20T09:30:00.000Z',
      },
    },
  },
  [`GET ${paths.people}`]: {
    name: 'listPeople',
    tag: 'Privacy',
    summary: 'Of whom something is held',
    answer: personListSchema,
  },
  [`GET ${paths.people}/:id/export`]: {
    name: 'readPersonData',
    tag: 'Privacy',
    summary: 'Everything the office holds of somebody',
    params,
    answer: zip,
  },
  [`POST ${paths.people}/:id/erase`]: {
    name: 'erasePerson',
    tag: 'Privacy',
    summary: 'Erase somebody',
    details:
      'Begins at once and goes on by itself: see the list of erasures. Their phones drop what is erased with their next exchange. It cannot be taken back.',
    params,
    body: erasureRequestSchema,
    answer: erasureSchema,
    examples: {
      body: { records: 'anonymise', reason: 'Asked for it in writing.', confirm: 'falmata@example.org' },
    },
  },
  [`GET ${paths.erasures}`]: {
    name: 'listErasures',
    tag: 'Privacy',
    summary: 'Erasures, and how far each has come',
    answer: erasureListSchema,
  },
  [`GET ${paths.retention}`]: {
    name: 'readRetention',
    tag: 'Privacy',
    summary: 'How long what is kept',
    details: 'Days; null: for ever.',
    answer: retentionSchema,
    examples: { answer: DEFAULT_RETENTION },
  },
  [`PUT ${paths.retention}`]: {
    name: 'setRetention',
    tag: 'Privacy',
    summary: 'Set how long what is kept',
    body: retentionSchema,
    answer: retentionSchema,
    examples: { body: DEFAULT_RETENTION },
  },
};
