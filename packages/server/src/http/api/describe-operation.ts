import { connectivityTestSchema, EVENT_NAMES, paths } from '@fieldsync/protocol';
import { z } from 'zod';
import type { RouteDescriptions } from './route-description.ts';

/** Where the reader was when its last stream broke off. One that cannot be read is as good as none. */
export const followQuerySchema = z.object({ lastEventId: z.string().optional() });

export const OPERATION_ROUTES: RouteDescriptions = {
  [`GET ${paths.connectivityTest}`]: {
    name: 'testConnectivity',
    tag: 'Exchange',
    summary: 'Is the office there',
    details: 'Tiny, never cached, and not to be mistaken for the page of a captive portal.',
    answer: connectivityTestSchema,
    examples: { answer: { fieldsync: true, now: '2026-11-20T08:05:12.480Z' } },
  },
  [`GET ${paths.events}`]: {
    name: 'followEvents',
    tag: 'Exchange',
    summary: 'What happens, as it happens',
    details:
      `Server-sent events for as long as the reader stays: ${EVENT_NAMES.map((name) => `\`${name}\``).join(', ')}. Each role gets what ` +
      'it may see. A reader that comes back with `Last-Event-ID` misses nothing. Ten streams an account.',
    query: followQuerySchema,
    querySays: { lastEventId: 'For a client that cannot set the header `Last-Event-ID`.' },
    answer: { contentType: 'text/event-stream', says: 'The stream; a comment every 25 s keeps it alive.' },
  },
  'GET /healthz': {
    name: 'isAlive',
    tag: 'Operation',
    summary: 'Is the process alive',
    answer: z.object({ alive: z.literal(true) }),
    examples: { answer: { alive: true } },
  },
  'GET /readyz': {
    name: 'isReady',
    tag: 'Operation',
    summary: 'May it get requests',
    details:
      'The database answers and has this build’s schema, and the server is not stopping; otherwise 503.',
    answer: z.object({ ready: z.literal(true) }),
    examples: { answer: { ready: true } },
  },
  'GET /metrics': {
    name: 'readMetrics',
    tag: 'Operation',
    summary: 'Figures in Prometheus’ text form',
    details:
      'Wants the token that the operator has set, as `Authorization: Bearer`. With another one, or where none is set, there is nothing here.',
    answer: { contentType: 'text/plain', says: 'The figures. No account, device or record is in them.' },
    errors: ['NOT_FOUND'],
  },
  'GET /api/v1/openapi.json': {
    name: 'readApiDocument',
    tag: 'Operation',
    summary: 'This document',
    answer: { contentType: 'application/json', says: 'OpenAPI 3.1.' },
  },
  'GET /api/docs': {
    name: 'readApiDocs',
    tag: 'Operation',
    summary: 'This document as a page',
    answer: { contentType: 'text/html', says: 'One page without a script.' },
  },
};
