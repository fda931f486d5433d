export const records = {
  title: 'Records',
  search: 'Search records',
  searchHint: 'Place or kind of record',
  all: 'All',
  filters: 'Show only',
  /** The answer sentence on a laptop. */
  total: (count: number): string => (count === 1 ? '1 record' : `${count} records`),
  empty: 'Your records will be here',
  emptyDetail: 'What you record shows here with its state: on this phone, or at the office.',
  emptyAction: 'Record the first one',
  noneInFilter: 'No records in this state',
  noneFound: (query: string): string => `Nothing found for “${query}”`,
  showAll: 'Show all',
  notHere: 'This record is not on this phone',
  notHereDetail: 'It may have been discarded, or it belongs to another account.',
  toRecords: 'Go to Records',
  choose: 'Choose a record to see its answers',
  deleted: 'Deleted',

  /** Second line of a row: state in words, with what is to be done. */
  needsFix: (count: number): string =>
    count === 1 ? 'Needs you: fix one answer' : `Needs you: fix ${count} answers`,
  needsOther: 'Needs you',
  officeDecides: 'Two versions: office decides',

  detail: {
    savedAt: (when: string): string => `Saved ${when}`,
    answers: 'Answers',
    noAnswers: 'No answers were given.',
    history: 'What happened',
    priority: 'Priority',
    score: (score: number): string => `score ${score} of 100`,
    edit: 'Edit',
    fix: 'Fix it',
    onlyHere: 'It is only on this phone until it arrives.',
    sendsItself: 'On this phone. Sends by itself when there is signal.',
    place: (place: number, of: number): string => `On this phone. ${place} of ${of}.`,
    atOfficeSince: (when: string): string => `The office has had it since ${when}.`,
    atOffice: 'The office has this record as you see it.',
    moving: 'It is on its way now.',
    officeDecides: 'The office has two versions and decides which answer is right.',
    conflictFields: (count: number): string =>
      count === 1 ? 'One answer differs' : `${count} answers differ`,
    staysHere: 'It stays on this phone until you decide.',
  },

  events: {
    saved: 'Saved on this phone',
    changed: 'Changed on this phone',
    deleted: 'Deleted on this phone',
    tried: 'Last try',
    next: 'Next try',
    arrived: 'At the office',
    refused: 'Checked by the office',
    conflict: 'Two versions found',
    tries: 'Tries',
  },

  values: {
    yes: 'Yes',
    no: 'No',
    none: 'None',
    notAnswered: 'not answered',
    /** An amount of a delivered thing: "Paracetamol, 40 boxes". */
    amount: (name: string, quantity: string, unit: string): string => `${name}, ${quantity} ${unit}`.trim(),
    coordinates: (latitude: string, longitude: string): string => `${latitude}, ${longitude}`,
  },
};
