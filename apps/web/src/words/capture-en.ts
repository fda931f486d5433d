/** The form in which a record is captured. */
export const recordForm = {
  /** Names of a form's parts, in the order in which they come. */
  parts: {
    opening: 'Place',
    openingResponse: 'Place',
    sector: {
      HEALTH: 'Services',
      WASH: 'Water and toilets',
      SHELTER: 'Shelters',
      FOOD: 'Food',
      SECURITY: 'Safety',
      POPULATION: 'People',
    },
    delivered: 'What was delivered',
    closing: 'Anything else',
  },
  /** "Dikwa camp · 2 of 3: Services" */
  subtitle: (place: string, part: number, of: number, name: string): string =>
    `${place} · ${part} of ${of}: ${name}`,
  subtitleNoPlace: (part: number, of: number, name: string): string => `${part} of ${of}: ${name}`,
  partOf: (part: number, of: number): string => `Part ${part} of ${of}`,
  editing: (title: string): string => `Change ${title}`,
  save: 'Save',
  saving: 'Saving',
  saved: 'Saved on this phone',
  nextPart: 'Next part',
  savesHere: 'Saves on this phone. Works with no signal.',
  chooseSector: { ASSESSMENT: 'New assessment', RESPONSE: 'New response' },
  chooseSectorDetail: 'What is it about?',

  notOpen: {
    opening: 'Opening',
    gone: 'This record is not on this phone',
    goneDetail: 'It may have been discarded, or it belongs to another account.',
    unreadable: 'This phone cannot open it now',
    unreadableDetail: 'What was saved stays where it is. Close the app and open it again.',
    toRecords: 'Go to Records',
  },

  draft: {
    kept: 'Draft kept',
    full: 'Not kept: phone full',
    notKept: 'Not kept',
    found: (when: string): string => `Your answers from ${when}`,
    foundDetail: (place: string): string => `You began this for ${place}. Go on, or start again.`,
    foundDetailNoPlace: 'You began this earlier. Go on, or start again.',
    startAgain: 'Start again',
    discardTitle: (title: string): string => `Discard the draft of ${title}?`,
    discardDetail: 'These answers are only on this phone. Nobody else has them.',
    discardEditDetail: 'Your changes go. The record stays as it was.',
    keep: 'Keep',
    discard: 'Discard',
    progress: (answered: number, asked: number): string => `Draft, ${answered} of ${asked} answers`,
  },

  notSaved: {
    invalid: (count: number): string =>
      count === 1 ? 'One answer to fix, then it saves' : `${count} answers to fix, then it saves`,
    invalidDetail: 'It is marked below its question.',
    full: 'This phone is full',
    fullDetail: 'Not saved yet. Your answers are still here. Free some space, then save again.',
    reserve: 'No room for this file',
    reserveDetail:
      'What is left is kept for records: they still save. Send what waits, or free some space, then try again.',
    locked: 'Enter your PIN first',
    lockedDetail: 'Not saved yet. Your answers are still here. Unlock, then save again.',
    gone: 'This record is no longer on this phone',
    goneDetail: 'Your answers are still here. Save them as a new record, or go back.',
    saveAsNew: 'Save as a new record',
    broken: 'Not saved yet',
    brokenDetail: 'The phone could not write it. Your answers are still here. Save again.',
    /** `detail` is what the phone itself said. */
    phoneSays: (detail: string): string => `The phone says: ${detail}`,
  },

  problems: {
    choosePlace: 'Choose the camp or community.',
    chooseOne: 'Choose one.',
    wholeNumber: 'Enter a whole number.',
    tooMany: (value: string, max: string): string => `${value} is more than ${max}, the most that fits here.`,
    overTotal: (value: string, total: string): string =>
      `${value} is more than the total population, ${total}.`,
    sexesOverTotal: (sum: string, total: string): string =>
      `Men and women together are ${sum}, more than the total population, ${total}.`,
    textTooLong: (max: string): string => `This is longer than ${max} letters.`,
    date: 'Enter a day.',
    moment: 'Enter day and time.',
    doesNotFit: 'This answer does not fit. Choose it again.',
    rowMissing: (row: number, column: string): string => `Line ${row}: enter “${column}”.`,
    rowNumber: (row: number, column: string): string => `Line ${row}: “${column}” is a number.`,
    rowDoesNotFit: (row: number, column: string): string => `Line ${row}: “${column}” does not fit.`,
    tooManyRows: (max: number): string => `No more than ${max} lines.`,
  },

  place: {
    choose: 'Choose a place',
    title: 'Camp or community',
    search: 'Search by name or area',
    /** "Dikwa LGA, Ward B" */
    area: (lga: string, ward: string): string => `${lga} LGA, ${ward}`,
    away: (distance: string): string => `${distance} away`,
    nearest: 'Nearest first',
    more: (count: number): string => `${count} more. Type to find one.`,
    none: 'No place of that name',
    noneDetail: 'Try a part of the name, or the area.',
    noPlaces: 'No places on this phone yet',
    noPlacesDetail: 'The list comes with the first contact with the office.',
    unknown: 'A place that is not on this phone',
    metres: (value: string): string => `${value} m`,
    kilometres: (value: string): string => `${value} km`,
  },

  position: {
    take: 'Take my position',
    again: 'Take it again',
    remove: 'Remove',
    looking: 'Looking for your position',
    lookingDetail: 'You can save without it.',
    slowDetail: 'It takes longer than usual. In the open it is quicker. You can save without it.',
    better: (accuracy: string): string => `Within ${accuracy} so far, getting better`,
    known: (accuracy: string): string => `Known within ${accuracy}`,
    knownNoAccuracy: 'Known',
    /** "11.85°, 13.16°, today at 10:24" */
    detail: (latitude: string, longitude: string, when: string): string =>
      `${latitude}°, ${longitude}°, ${when}`,
    detailNoTime: (latitude: string, longitude: string): string => `${latitude}°, ${longitude}°`,
    denied: 'This phone does not let the app see your position',
    deniedDetail: 'Allow it in the phone’s settings for this app. You can save without it.',
    unavailable: 'No position found',
    unavailableDetail: 'Try again in the open. You can save without it.',
    unsupported: 'This phone has no position to give',
    unsupportedDetail: 'You can save without it.',
  },

  items: {
    add: 'Add another',
    remove: (row: number): string => `Remove line ${row}`,
    cell: (column: string, row: number): string => `${column}, line ${row}`,
  },

  assessment: {
    none: 'Not linked to an assessment',
    choose: 'Choose an assessment',
    elsewhere: 'An assessment that is not on this phone',
    entry: (title: string, when: string): string => `${title}, ${when}`,
  },

  priority: {
    label: 'How urgent is it?',
    help: 'What you answered can put it higher.',
    goesFirst: 'Goes first when there is signal.',
    goesEarly: 'Goes before normal records.',
    goesInTurn: 'Goes in its turn.',
    goesLast: 'Goes after the others.',
    because: (reason: string, goes: string): string => `${reason}. ${goes}`,
  },
};
