export const records = {
  title: 'Records',
  search: 'Search records',
  searchHint: 'Place or kind of record',
  all: 'All',
  filters: 'Show only',
  empty: 'Your records will be here',
  emptyDetail: 'What you record shows here with its state: on this phone, or at the office.',
  emptyAction: 'Record the first one',
  noneInFilter: 'No records in this state',
  noneFound: (query: string): string => `Nothing found for “${query}”`,
  noneInFilterDetail: 'Records move from state to state by themselves.',
  showAll: 'Show all',
  showMore: 'Show older ones',
  searchedNewest: (count: number): string => `Looked through the newest ${count} records.`,
  notHere: 'This record is not on this phone',
  notHereDetail: 'It may have been discarded, or it belongs to another account.',
  toRecords: 'Go to Records',
  choose: 'Choose a record to see its answers',
  deleted: 'Deleted',

  /** Second line of a row: state in words, with what is to be done. */
  needsOther: 'Needs you',
  officeDecides: 'Two versions: office decides',

  detail: {
    title: 'Chosen record',
    oneAnswer: 'One answer to fix',
    why: (reason: string): string => `${reason} It stays on this phone until you decide.`.trim(),
    savedAt: (when: string): string => `Saved ${when}`,
    answers: 'Answers',
    noAnswers: 'No answers were given.',
    history: 'What happened',
    score: (score: number): string => `score ${score} of 100`,
    edit: 'Edit',
    fix: 'Fix it',
    onlyHere: 'It is only on this phone until it arrives.',
    sendsItself: 'Sends by itself when there is signal.',
    atOfficeSince: (when: string): string => `The office has had it since ${when}.`,
    atOffice: 'The office has this record as you see it.',
    moving: 'It is on its way now.',
    officeDecides: 'The office decides which answer is right.',
  },

  events: {
    saved: 'Saved on this phone',
    /** On another phone, or by somebody else. */
    recorded: 'Recorded',
    changed: 'Changed on this phone',
    deleted: 'Deleted on this phone',
    tried: 'Last try',
    arrived: 'At the office',
    refused: 'Checked by the office',
    conflict: 'Two versions found',
  },

  values: {
    yes: 'Yes',
    no: 'No',
    none: 'None',
    notAnswered: 'not answered',
    /** An answer may have a comma of its own ("Cholera, suspected"). */
    several: (answers: readonly string[]): string => answers.join(' · '),
    /** An amount of a delivered thing: "Paracetamol, 40 boxes". */
    amount: (name: string, quantity: string, unit: string): string => `${name}, ${quantity} ${unit}`.trim(),
    /** One that this phone does not have, by the first letters of its id, as the office's search knows it. */
    record: (id: string): string => `Record ${id.slice(0, 13)}`,
    unknownPlace: 'A place that is not on this list',
    coordinates: (latitude: string, longitude: string): string => `${latitude}, ${longitude}`,
  },
};
