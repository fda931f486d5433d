import type { Retention } from '@fieldsync/protocol';

/** Raised with each change of a sentence that a person agrees to: `sharing.consent`, `sharing.metrics` and their hints. */
export const CONSENT_TEXT_VERSION = '1';

const kept: Record<keyof Retention, { name: string; detail: string }> = {
  deviceReports: {
    name: 'What phones last said',
    detail: 'Battery, signal and queue of a phone that was not heard of for so long.',
  },
  sessionFigures: {
    name: 'Figures on sending',
    detail: 'Only of people who agreed to tell them.',
  },
  endedSignIns: { name: 'Sign-ins that ended', detail: 'With network address and browser.' },
  doneCommands: { name: 'Commands to phones', detail: 'That were carried out.' },
  endedAlerts: {
    name: 'Alerts that ended',
    detail: 'Which phone held a critical record for too long, and when.',
  },
  finishedJobs: { name: 'Finished work of the server', detail: 'Messages to other systems and the like.' },
  deletedAnswers: {
    name: 'Answers of deleted records',
    detail: 'After this, a deletion cannot be undone.',
  },
  quietRecords: {
    name: 'Records that nobody changes',
    detail: 'They are deleted, with all answers, here and on phones. Export them first.',
  },
};

export const privacy = {
  title: 'Personal data',
  /** On the More screen. */
  yours: 'Your data',
  agreedTitle: 'What you agreed to',
  agreed: { sending: 'Sending records to the office', figures: 'Telling how sending went' },
  yes: (when: string): string => `yes, ${when}`,
  no: (when: string): string => `no, ${when}`,
  never: 'nothing noted',
  change:
    'You change it above, at any time. What you chose is kept at the office, with the words that you saw.',
  notTold: 'The office has not been told of your last choice. It counts on this phone already.',
  tell: 'Tell the office now',
  asking: 'Asking the office',
  unknown: 'What the office has noted is not known now.',
  own: 'Get everything the office holds about you',
  ownDetail:
    'A zip file with your account, phones, records and what you did. It is not locked: keep it where nobody else reads it.',
  toAdmin: 'Personal data of all',

  /** The administrator's page. */
  sentence: 'How long things are kept, and whose data goes',
  loading: 'Asking the office',
  keptTitle: 'How long what is kept',
  kept,
  days: 'days',
  forEver: 'For ever',
  limited: 'Some days',
  forEverAudit:
    'Kept for ever: the audit log, and the numbers of records and sendings, so that nothing is taken in twice and no deleted record comes back.',
  save: 'Save',
  saved: 'Saved. It is applied every six hours.',
  people: 'People',
  records: (count: number): string => (count === 1 ? '1 record' : `${count} records`),
  erasedOn: (when: string): string => `Erased ${when}`,
  export: 'Get their data',
  erase: 'Erase',
  eraseTitle: (name: string): string => `Erase ${name}?`,
  eraseDetail:
    'Name, email, password, consents, and what their phones said of themselves go at once. This cannot be taken back.',
  eraseRecords: 'Their records',
  eraseChoices: { anonymise: 'Stay, without their name', delete: 'Are deleted' },
  eraseHints: {
    anonymise:
      'Answers stay as they are. Look through free texts yourself: a name in them stays. Their phones are signed out and keep their copies.',
    delete:
      'Answers go from the office, from both sides of conflicts, and from their phones, as soon as these are heard of. What was not sent stays on the phone, with the reason.',
  },
  reason: 'Why',
  reasonHint: 'Kept for ever. Write no name.',
  confirm: 'Type their email, to be sure',
  eraseNow: 'Erase for good',
  keep: 'Keep',
  erasing: 'Asking the office',
  erased: 'Erased. Their records follow by themselves.',
  refused: {
    confirm: 'This is not their email.',
    id: 'This is the only administrator.',
    other: 'It was not done.',
  },
};
