import { questionsEn as questions } from '@fieldsync/protocol/forms';
import { capture } from './en/capture.ts';
import { connectivity } from './en/connectivity.ts';
import { domain } from './en/domain.ts';
import { forms } from './en/forms.ts';
import { holds } from './en/holds.ts';
import { more } from './en/more.ts';
import { navigation } from './en/navigation.ts';
import { performance } from './en/performance.ts';
import { phoneCheck } from './en/phone-check.ts';
import { privacy } from './en/privacy.ts';
import { records } from './en/records.ts';
import { session } from './en/session.ts';
import { files } from './en/files.ts';
import { sharing } from './en/sharing.ts';
import { marks, states } from './en/states.ts';
import { sync } from './en/sync.ts';
import { system } from './en/system.ts';
import { when } from './en/when.ts';
import { kept, pin } from './en/pin.ts';
import { admin } from './admin-en.ts';
import { fleet } from './fleet-en.ts';
import { recordForm } from './capture-en.ts';
import { conflicts } from './conflicts-en.ts';
import { account } from './account-en.ts';
import { accounts } from './accounts-en.ts';
import { live } from './live-en.ts';
import { queue } from './queue-en.ts';
import { secondFactor } from './second-factor-en.ts';

/** Whole sentences only: a sentence glued from parts cannot be said in every language. */
export const en = {
  locale: 'en-GB',
  account,
  accounts,
  admin,
  capture,
  conflicts,
  connectivity,
  domain,
  fleet,
  forms,
  holds,
  kept,
  live,
  marks,
  more,
  navigation,
  performance,
  phoneCheck,
  pin,
  privacy,
  questions,
  queue,
  recordForm,
  records,
  secondFactor,
  session,
  files,
  sharing,
  states,
  sync,
  system,
  when,
};

/** Another language is this shape with other sentences. */
export type Words = typeof en;
