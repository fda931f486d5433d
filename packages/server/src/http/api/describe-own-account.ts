import { endedSchema, ownAccountSchema, paths } from '@fieldsync/protocol';
import { z } from 'zod';
import type { RouteDescriptions } from './route-description.ts';

export const signedInIdSchema = z.string().regex(/^[\w-]{1,64}$/);

export const OWN_ACCOUNT_ROUTES: RouteDescriptions = {
  [`GET ${paths.ownAccount}`]: {
    name: 'readOwnAccount',
    tag: 'Session',
    summary: 'Who I am, what I see, and where I am signed in',
    details: 'The last use of a session is noted once an hour.',
    answer: ownAccountSchema,
  },
  [`DELETE ${paths.ownSessions}`]: {
    name: 'endOtherSessions',
    tag: 'Session',
    summary: 'End all of my other sessions',
    details:
      'What those devices have not sent stays on them, and goes once somebody has signed in there again.',
    answer: endedSchema,
    examples: { answer: { ended: 2 } },
  },
  [`DELETE ${paths.ownSessions}/:id`]: {
    name: 'endSession',
    tag: 'Session',
    summary: 'End one of my other sessions',
    details: 'The one that asks is ended by signing out.',
    params: { id: { schema: signedInIdSchema, says: 'Id of the session, as the account has it.' } },
    answer: endedSchema,
    errors: ['VALIDATION'],
    examples: { answer: { ended: 1 } },
  },
};
