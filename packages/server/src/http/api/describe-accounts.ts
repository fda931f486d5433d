import {
  accountActiveSchema,
  accountAreasSchema,
  accountListSchema,
  accountSummarySchema,
  endedSchema,
  madePasswordSchema,
  newAccountSchema,
  paths,
  userIdSchema,
} from '@fieldsync/protocol';
import type { RouteDescriptions } from './route-description.ts';

const params = { id: { schema: userIdSchema, says: 'Id of the account.' } };

export const ACCOUNT_ROUTES: RouteDescriptions = {
  [`GET ${paths.accounts}`]: {
    name: 'listAccounts',
    tag: 'Administration',
    summary: 'Who works here, and what each of them sees',
    answer: accountListSchema,
  },
  [`POST ${paths.accounts}`]: {
    name: 'addAccount',
    tag: 'Administration',
    summary: 'Let somebody in',
    details: 'The answer has their first password, this once.',
    body: newAccountSchema,
    answer: madePasswordSchema,
    errors: ['ALREADY_EXISTS'],
    examples: { body: { name: 'Falmata Ali', email: 'falmata@example.org', role: 'ASSESSOR' } },
  },
  [`PUT ${paths.accounts}/:id/areas`]: {
    name: 'assignAreas',
    tag: 'Administration',
    summary: 'Whose records somebody sees beside their own',
    details: 'These areas and no others. Their phone hears of it with its next exchange.',
    params,
    body: accountAreasSchema,
    answer: accountSummarySchema,
    examples: { body: { areas: ['Bama'] } },
  },
  [`POST ${paths.accounts}/:id/password`]: {
    name: 'makePassword',
    tag: 'Administration',
    summary: 'A new password for somebody who has lost theirs',
    details: 'The answer has it, this once. All of their sessions end.',
    params,
    answer: madePasswordSchema,
  },
  [`PUT ${paths.accounts}/:id/active`]: {
    name: 'setAccountActive',
    tag: 'Administration',
    summary: 'Let nobody in with an account any more, or again',
    params,
    details: 'Not of a person who was erased: their phones still have to hear that the records are gone.',
    body: accountActiveSchema,
    answer: accountSummarySchema,
    examples: { body: { active: false } },
  },
  [`DELETE ${paths.accounts}/:id/sessions`]: {
    name: 'endSessionsOf',
    tag: 'Administration',
    summary: 'Sign somebody out everywhere',
    details:
      'They may sign in again. What their phones have not sent stays on them, and goes once they have. Apps that send the password with each request are not concerned: a new password ends those.',
    params,
    answer: endedSchema,
    errors: ['VALIDATION'],
    examples: { answer: { ended: 2 } },
  },
};
