import {
  beginSecondFactorSchema,
  begunSecondFactorSchema,
  DEFAULT_SECOND_FACTOR,
  givenCodeSchema,
  paths,
  recoveryCodesSchema,
  secondFactorSettingSchema,
  secondFactorStandingSchema,
  userIdSchema,
} from '@fieldsync/protocol';
import { nothingSchema } from './describe-session.ts';
import type { RouteDescriptions } from './route-description.ts';

const standing = {
  required: true,
  minutes: 15,
  since: '2026-11-20T09:30:00.000Z',
  recoveryCodesLeft: 10,
  freshUntil: null,
};
const code = { code: '492039' };
const COUNTED =
  'Ten tries in a quarter of an hour, thirty in a day. A refusal says in `meta` why (`wrong`, `used`, `none`), and the office’s time.';

export const SECOND_FACTOR_ROUTES: RouteDescriptions = {
  [`GET ${paths.secondFactor}`]: {
    name: 'readSecondFactor',
    tag: 'Session',
    summary: 'Whether codes are asked for, and how the caller stands',
    answer: secondFactorStandingSchema,
    examples: { answer: standing },
  },
  [`POST ${paths.secondFactor}`]: {
    name: 'beginSecondFactor',
    tag: 'Session',
    summary: 'Begin to set up an authenticator app',
    details:
      'Asks for the password once more. The answer has the secret, this once; it counts when a first code has confirmed it. Beginning again puts another in place of one that was not confirmed.',
    body: beginSecondFactorSchema,
    answer: begunSecondFactorSchema,
    errors: ['ALREADY_EXISTS', 'BUSY'],
    examples: { body: { password: 'ibrahim-in-maiduguri' } },
  },
  [`POST ${paths.confirmSecondFactor}`]: {
    name: 'confirmSecondFactor',
    tag: 'Session',
    summary: 'Give the first code',
    details: `The answer has ten recovery codes, this once: each stands for one code. The session is fresh from here on. ${COUNTED}`,
    body: givenCodeSchema,
    answer: recoveryCodesSchema,
    errors: ['BUSY'],
    examples: { body: code },
  },
  [`POST ${paths.giveCode}`]: {
    name: 'giveCode',
    tag: 'Session',
    summary: 'Give a code, or a recovery code',
    details: `For some minutes this session is asked for no other one. A code counts once. ${COUNTED}`,
    body: givenCodeSchema,
    answer: secondFactorStandingSchema,
    errors: ['BUSY'],
    examples: { body: code, answer: standing },
  },
  [`POST ${paths.removeSecondFactor}`]: {
    name: 'removeSecondFactor',
    tag: 'Session',
    summary: 'Remove the authenticator app, with a code of it',
    details: COUNTED,
    body: givenCodeSchema,
    answer: secondFactorStandingSchema,
    errors: ['BUSY'],
    examples: { body: code },
  },
  [`GET ${paths.secondFactorSetting}`]: {
    name: 'readSecondFactorSetting',
    tag: 'Administration',
    summary: 'Whether acts of the office ask for a one-time code',
    answer: secondFactorSettingSchema,
    examples: { answer: DEFAULT_SECOND_FACTOR },
  },
  [`PUT ${paths.secondFactorSetting}`]: {
    name: 'setSecondFactor',
    tag: 'Administration',
    summary: 'Set whether acts of the office ask for a one-time code',
    body: secondFactorSettingSchema,
    answer: secondFactorSettingSchema,
    examples: { body: { required: true, minutes: 15 } },
  },
  [`DELETE ${paths.accounts}/:id/second-factor`]: {
    name: 'resetSecondFactor',
    tag: 'Administration',
    summary: 'Take the authenticator app from somebody who has lost it',
    details: 'Not the caller’s own.',
    params: { id: { schema: userIdSchema, says: 'Id of the account.' } },
    answer: nothingSchema,
    errors: ['VALIDATION'],
  },
};
