import { paths, sessionSchema } from '@fieldsync/protocol';
import { z } from 'zod';
import type { RouteDescriptions } from './route-description.ts';

export const credentialsSchema = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(128),
});
export const passwordsSchema = z.strictObject({
  currentPassword: z.string().min(1).max(128),
  newPassword: z.string().min(10).max(128),
});
export const nothingSchema = z.object({}).meta({ id: 'Nothing' });

const amina = {
  user: { id: 'u7Yd2', name: 'Amina Bukar', email: 'amina@fieldsync.test', role: 'ASSESSOR' },
};

export const SESSION_ROUTES: RouteDescriptions = {
  [`POST ${paths.signIn}`]: {
    name: 'signIn',
    tag: 'Session',
    summary: 'Sign in',
    details:
      'Sets the session cookie, HttpOnly. The session ends some time after its last use, and at the latest some time after the sign-in: both depend on the role, and the office may set them. An account or an address that tries too often is told to wait.',
    body: credentialsSchema,
    answer: sessionSchema,
    errors: ['SIGNED_OUT', 'BUSY'],
    examples: { body: { email: 'amina@fieldsync.test', password: 'amina-in-bama' }, answer: amina },
  },
  [`POST ${paths.signOut}`]: {
    name: 'signOut',
    tag: 'Session',
    summary: 'Sign out',
    details: 'Ends the session of the cookie, if there is one.',
    answer: nothingSchema,
    examples: { answer: {} },
  },
  [`POST ${paths.changePassword}`]: {
    name: 'changePassword',
    tag: 'Session',
    summary: 'Change the own password',
    details: 'Ends the other sessions of the account; the one that asks goes on under a new cookie.',
    body: passwordsSchema,
    answer: nothingSchema,
    errors: ['BUSY'],
    examples: {
      body: { currentPassword: 'amina-in-bama', newPassword: 'a new and longer one' },
      answer: {},
    },
  },
  [`GET ${paths.session}`]: {
    name: 'readSession',
    tag: 'Session',
    summary: 'Who is signed in',
    answer: sessionSchema,
    examples: { answer: amina },
  },
};
