/** Who works here, and what they may see. */
export const accounts = {
  title: 'People',
  asking: 'Asking the office who works here',
  /** How many may sign in. */
  say: (count: number): string => (count === 1 ? '1 person may sign in' : `${count} people may sign in`),
  noAnswer: 'Who may sign in is not known now',
  list: 'People',
  create: 'Let somebody in',
  ownRecords: 'Own records only',
  everything: 'All records at the office',
  everythingAnd: (areas: string): string => `All records at the office; on the phone also ${areas}`,
  inAreas: (areas: string): string => `Own records, and all in ${areas}`,
  neverSeen: 'Phone not heard of yet',
  seen: (when: string): string => `Phone last heard of ${when}`,
  inactive: 'May not sign in',
  areas: 'Areas whose records they see',
  areasHint:
    'Their phone fetches these records the next time it has signal. Those of an area that you take away leave it then.',
  noAreas: 'The office knows no places yet, so there are no areas.',
  save: 'Save the areas',
  saving: 'Saving',
  saved: 'Saved.',
  password: 'Give a new password',
  passwordAsk: 'Give a new password?',
  passwordDetail: (name: string): string =>
    `${name} is signed out everywhere and needs the new password. What is on their phone stays there, and goes once they have signed in.`,
  endSessions: 'Sign out everywhere',
  endSessionsAsk: 'Sign out everywhere?',
  endSessionsDetail: (name: string): string =>
    `${name} is signed out on every phone and computer at once, and may sign in again with the same password. What is on their phone stays there, unsent records too, and goes once they have signed in. If the phone was stolen, give a new password instead: that signs them out everywhere, too.`,
  endedSessions: (count: number): string =>
    count === 0
      ? 'Nowhere was anybody signed in.'
      : count === 1
        ? 'Signed out in 1 place.'
        : `Signed out in ${count} places.`,
  keep: 'Keep as it is',
  deactivate: 'Let in no more',
  deactivateAsk: 'Let in no more?',
  deactivateDetail: (name: string): string =>
    `${name} is signed out everywhere at once. What their phone has not sent stays on it, and cannot be sent until you let them in again.`,
  activate: 'Let in again',
  name: 'Name',
  email: 'Email',
  role: 'What they do',
  roleEmpty: 'Choose',
  add: 'Let in',
  nameMissing: 'Say what they are called.',
  emailWrong: 'This is no email address.',
  emailTaken: 'Somebody has this email already.',
  roleMissing: 'Choose what they do.',
  told: 'Password, shown this once',
  toldDetail: (name: string): string =>
    `Give it to ${name}. Nobody can read it again later, only make another one.`,
  done: 'Done',
  failed: 'The office has not confirmed it. Look at the list again, and try once more if it was not done.',
};
