/** One-time codes of an authenticator app before acts of the office. */
export const secondFactor = {
  title: 'Authenticator app',
  /** In the menu, below the account. */
  open: 'Authenticator app',
  loading: 'Asking the office',

  askTitle: 'A code, please',
  askDetail: (minutes: number): string =>
    minutes === 1
      ? 'The office asks for one before this. It counts for 1 minute.'
      : `The office asks for one before this. It counts for ${minutes} minutes.`,
  askDetailUnknown: 'The office asks for one before this.',
  enrolTitle: 'Set up an authenticator app',
  enrolDetail: 'The office asks for a code of one before this. What you were about to do goes on afterwards.',

  code: 'Code of your authenticator app',
  codeHint: 'Six figures. They change every half minute.',
  recoveryCode: 'Recovery code',
  recoveryHint: 'One of the ten that you were shown. Each works once.',
  useRecovery: 'I do not have the app here',
  useApp: 'Use the app',
  give: 'Go on',
  giving: 'Asking the office',
  cancel: 'Do nothing',
  missing: 'Enter the code.',
  wrong: (time: string): string =>
    `This is not the code. The office’s clock says ${time}: your phone’s must not differ by more than half a minute.`,
  wrongRecovery: 'This is not one of them, or it has been used.',
  used: 'This code has been used. Wait for the next one.',
  none: 'Your account has no authenticator app any more.',
  tooOften: (time: string): string => `Too many tries. Try again at ${time}.`,
  noAnswer: (why: string): string => `${why}. Nothing was changed.`,

  off: 'Not set up',
  on: (when: string): string => `Since ${when}`,
  recoveryLeft: 'Recovery codes left',
  asked: 'Asked for by the office',
  askedYes: 'yes',
  askedNo: 'no',
  sentence: 'A second proof that it is you',
  why: 'An app on your phone shows a new code every half minute. Who finds you signed in somewhere, or knows your password, cannot change what goes first, accounts or settings without it.',
  fieldWork: 'Recording and sending never ask for a code.',

  password: 'Your password',
  passwordMissing: 'Enter your password.',
  passwordWrong: 'This is not your password.',
  already: 'Your account has one already. Open this page again.',
  begin: 'Set up',
  steps:
    'In your authenticator app (Aegis, FreeOTP, Google Authenticator or another), choose to add an account, and type this key:',
  key: 'Key',
  keyDetail: 'It is shown this once. Spaces do not matter; if the app asks: time-based, six figures.',
  here: 'Open the app on this phone',
  firstCode: 'The code that it shows now',
  confirm: 'It works',

  codesTitle: 'Ten recovery codes, shown this once',
  codesDetail:
    'For when your phone is lost: each stands for one code. Keep them on paper, or where your passwords are, not on the phone that has the app.',
  saveCodes: 'Save as a file',
  codesFile: 'fieldsync-recovery-codes.txt',
  codesFileHead: (email: string): string => `Fieldsync recovery codes of ${email}. Each works once.`,
  kept: 'I have kept them',

  remove: 'Remove it',
  removeTitle: 'Remove the authenticator app?',
  removeDetail: 'Give a code once more. Recovery codes go with it.',
  removed: 'Removed.',

  officeTitle: 'For the whole office',
  officeDetail:
    'Before scores set by hand, rules, changed decisions, accounts, areas, commands to phones, files, erasing and settings. Never before recording and sending.',
  officeQuestion: 'Ask coordinators and administrators for a code',
  officeYes: 'Ask',
  officeNo: 'Do not ask',
  minutes: 'A code counts for',
  minutesAside: 'minutes, where it was given',
  minutesRange: 'From 1 to 480 minutes.',
  save: 'Save',
  saved: 'Saved.',

  /** On the page for people. */
  has: 'Has an authenticator app',
  reset: 'Take away the authenticator app',
  resetAsk: 'Take away their authenticator app?',
  resetDetail: (name: string): string =>
    `For when ${name} has lost their phone and has no recovery code. They set up another one with their password. If somebody else may have the phone, give a new password as well.`,
};
