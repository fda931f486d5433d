const these = (count: number, one: string, other: string): string => (count === 1 ? one : other);

/** The home screen: what is on this phone, and what to record next. */
export const capture = {
  title: 'Capture',
  onThisPhone: 'What is on this phone',
  /** The answer sentence. */
  waiting: (count: number): string => `${count} on this phone`,
  allSent: 'Everything is at the office',
  allSentDetail: 'Nothing waits on this phone.',
  nothingYet: 'Nothing recorded yet',
  nothingYetDetail: 'Choose what to record. It works with no signal.',
  safe: (count: number): string =>
    these(
      count,
      'Safe here. It sends by itself when there is signal.',
      'Safe here. They send by themselves when there is signal.',
    ),
  safeSending: (count: number): string =>
    these(count, 'Safe here. It is on its way.', 'Safe here. They are on their way.'),
  safeHeld: (reason: string): string => `Safe here. ${reason}.`,
  waitsForYou: (count: number): string =>
    these(count, 'Safe here. It waits for you.', 'Safe here. They wait for you.'),
  atOffice: (count: number): string => `${count} at the office.`,
  atOfficeLast: (count: number, when: string): string => `${count} at the office. Last one ${when}.`,
  needsYou: (count: number): string => these(count, '1 needs you', `${count} need you`),
  needsYouFirst: (title: string, others: number): string => `${title} and ${others} more`,
  newAssessment: 'New assessment',
  response: 'Response',
  responseHint: 'what was delivered',
  finish: (title: string): string => `Finish ${title}`,
  choosePlace: 'Choose a place',
  place: 'Where are you?',
  placeDetail: 'New records start with this place. You can change it in each form.',
  noPlaces: 'The list of places comes with the first contact with the office.',
  lgaAndWard: (lga: string, ward: string): string => `${lga}, ${ward}`,
};
