import type { ConflictDetail, Severity } from '@fieldsync/protocol';

const answers = (count: number): string => (count === 1 ? '1 answer' : `${count} answers`);

const severities: Record<Severity, string> = { HIGH: 'High', MEDIUM: 'Normal', LOW: 'Low' };

type Act = ConflictDetail['history'][number]['act'];
const acts: Record<Act, (person: string) => string> = {
  created: (person) => `${person} recorded it`,
  changed: (person) => `${person} changed it`,
  deleted: (person) => `${person} removed it`,
  conflict: (person) => `${person}’s other version arrived`,
  refused: (person) => `A change by ${person} was refused`,
  resolved: (person) => `${person} decided`,
  overridden: (person) => `${person} changed the decision`,
};

/** Two versions of a record, and choosing between them. */
export const conflicts = {
  title: 'Two versions',

  /** The answer sentence of the list. */
  waiting: (count: number): string =>
    count === 1 ? '1 record waits for a choice' : `${count} records wait for a choice`,
  nothing: 'Nothing waits for a choice',
  unknown: 'What waits is not known now',
  loading: 'Asking the office',
  /** Below it. */
  oldest: (when: string): string => `The first has waited since ${when}.`,
  decidedToday: (count: number): string =>
    count === 1 ? '1 was decided today.' : `${count} were decided today.`,

  list: 'Records in two versions',
  filters: 'Show only',
  chips: { open: 'To decide', resolved: 'Decided' },
  moreFilters: 'Kind, urgency, sector, place',
  severity: 'Urgency',
  allSeverities: 'Any urgency',
  severities,
  type: 'Kind',
  allTypes: 'All kinds',
  more: 'Show more',
  empty: 'Two versions will show here',
  emptyDetail: 'When two phones change the same answer, somebody here chooses.',
  emptyDecided: 'Nothing was decided yet',
  emptyDecidedDetail: 'What was decided stays here, with who and why.',
  noneMatch: 'Nothing matches',
  noneMatchDetail: 'Take a filter away.',
  showAll: 'Show all',
  choose: 'Choose',

  /** A row. */
  answers,
  editOfDeleted: 'Changed on a phone, removed here',
  deleteOfEdited: 'Removed on a phone, changed here',
  decidedBy: (person: string, when: string): string => `${person} decided, ${when}`,
  from: (person: string): string => `from ${person}`,

  /** One conflict. */
  chooseAnswers: (title: string, count: number): string => `${title}: choose ${answers(count)}`,
  chooseRecord: (title: string): string => `${title}: keep it or remove it`,
  wasDecided: (title: string): string => `${title}: decided`,
  bothChanged: (version: number): string => `Both changed version ${version}.`,
  oneRemoved: 'One side changed it, the other removed it.',
  next: 'Next one',
  back: 'All of them',
  loadingOne: 'Asking the office for both versions',

  phoneOf: (person: string): string => `${person}’s phone`,
  savedAt: (when: string): string => `Saved ${when}`,
  office: 'At the office',
  changedBy: (person: string, when: string): string => `Changed by ${person}, ${when}`,
  useAll: 'Use all',
  useAllOf: (side: string): string => `Use all: ${side}`,
  writeOwn: 'Write the answer',
  ownAnswer: (question: string): string => `${question}: the right answer`,
  noAnswer: 'No answer',
  moreThan: (figure: string): string => `${figure} more than the other`,
  lessThan: (figure: string): string => `${figure} less than the other`,
  keepRecord: 'Keep the record',
  removeRecord: 'Remove the record',
  withPhone: 'With the answers from the phone',
  withOffice: 'With the answers of the office',
  removedFor: 'Every phone removes it',
  theAnswers: 'What it is about',
  others: (count: number): string =>
    count === 1 ? '1 other answer is not disputed' : `${count} other answers are not disputed`,

  why: 'Why these?',
  whyHint: 'Kept in the audit trail, and shown on the phone.',
  whyMissing: 'Say why, in a few words.',
  choiceMissing: 'Choose this answer first.',
  ownMissing: 'Write the answer, or choose one of both.',
  happened: 'What happened',
  acts,

  result: 'Result',
  fromPhone: (count: number): string => `${count} from the phone`,
  fromOffice: (count: number): string => `${count} from the office`,
  written: (count: number): string => `${count} written here`,
  kept: 'Both versions stay in the audit trail.',
  keep: 'Keep this result',
  keeping: 'Asking the office to keep it',

  /** Afterwards. */
  stands: 'What stands',
  removedNow: 'The record is removed',
  reason: 'Why',
  arrives: 'Each phone gets it the next time it reaches the office.',
  change: 'Change the decision',
  changing: 'Change the decision',
  keepChange: 'Keep this instead',
  notChange: 'Leave it as it is',

  /** What can be in the way. */
  faster: 'Somebody has decided this meanwhile',
  fasterDetail: 'Below is what was decided. You can still change it.',
  moved: 'The record has changed since you looked',
  movedDetail: 'Look at both versions again, then choose.',
  unfit: 'These answers do not fit each other',
  unfitDetail: (field: string, message: string): string => `${field}: ${message}`,
  notKept: 'The office did not say that it was kept',
  notKeptDetail: 'What you chose is still here. Try again.',

  /** On the phone of the person whose version it was. */
  phone: {
    section: 'The office decided',
    row: (person: string): string => `${person} decided about your version`,
    decided: (person: string, when: string): string => `${person} decided, ${when}`,
    why: (reason: string): string => `Why: ${reason}`,
    yours: 'Yours stands',
    you: (answer: string): string => `you: ${answer}`,
    now: (answer: string): string => `now: ${answer}`,
    youRemoved: 'You removed this record. The office keeps it.',
    stillRemoved: 'The record stays removed. Your answers are below.',
    removed: 'The record is removed, as you wanted.',
    seen: 'I have seen it',
    seenAndGone: 'I have seen it, remove it here',
  },
};
