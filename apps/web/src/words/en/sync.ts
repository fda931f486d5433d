const these = (count: number, one: string, other: string): string => (count === 1 ? one : other);

export const sync = {
  title: 'Sync',
  sending: (place: number, of: number): string => `Sending ${place} of ${of}`,
  sendingDetail: (seconds: string): string => `Done in about ${seconds}.`,
  /** Critical records get their own promise. */
  sendingCritical: (critical: string, rest: string): string =>
    `Critical ones done in ${critical}, the rest in about ${rest}.`,
  about: (duration: string): string => `about ${duration}`,
  sendingNoEta: 'You can close the app. Nothing is sent twice.',
  stopped: (arrived: number, of: number): string => `${arrived} of ${of} arrived. The rest wait for signal.`,
  waiting: (count: number): string => `${count} on this phone`,
  waitingDetail: (count: number): string =>
    these(count, 'It sends by itself when there is signal.', 'They send by themselves when there is signal.'),
  nextTry: (time: string): string => `Will try again at ${time}.`,
  onlyNeedsYou: (count: number): string => these(count, '1 needs you', `${count} need you`),
  onlyNeedsYouDetail: 'Everything else is at the office.',
  alsoInConflict: (count: number): string =>
    these(
      count,
      'The office decides about 1 in two versions.',
      `The office decides about ${count} in two versions.`,
    ),
  done: 'Everything is at the office',
  doneDetail: (when: string): string => `Last one ${when}.`,
  doneNothing: 'What you record shows here until the office has it.',
  segments: (office: number, sending: number, waiting: number): string =>
    `${office} at the office, ${sending} sending, ${waiting} on this phone`,
  percent: (percent: number): string => `${percent} % arrived`,
  allSent: 'All sent',
  minimalSending: (place: number, of: number): string => `${place} of ${of}`,

  givenBack: (count: number): string =>
    these(
      count,
      'The office had lost a change of yours. This phone still had it and sends it again.',
      `The office had lost ${count} changes of yours. This phone still had them and sends them again.`,
    ),
  sendNow: 'Send now',
  tryNow: 'Try now',
  looking: 'Looking for the office',
  pause: 'Pause sending',
  resume: 'Send again',
  withoutCharger: 'Send without a charger, too',
  agree: 'Agree and send',
  despiteSaver: 'Send records despite data saver',
  despiteCost: 'Send records although it costs',
  allPriorities: 'Let all records go',
  batteryLimit: 'Change the battery limit',
  batteryLimitDetail: 'Critical records go at any level.',
  batteryLimitQuestion: 'Records wait under this level, in %',
  batteryLimitRange: 'Enter a level from 0 to 100.',
  keepLimit: 'Use this limit',
  showMore: 'Show the rest',
  signIn: 'Sign in',
  needsYou: 'Needs you',
  inLine: 'On this phone',
  heldHere: 'Held on this phone',
  arrivedNow: 'Just arrived',
  inConflict: 'Two versions',
  willTry: (time: string): string => `Will try again at ${time}`,
  waitsForEarlier: 'Waits for an earlier change of the same record',
  /** What a person can do about one item, and what they hear after it. */
  actions: {
    fix: 'Fix it',
    tryAgain: 'Try again',
    export: 'Export',
    discard: 'Discard',
    askedAgain: 'It goes with the next sending',
    exported: 'A copy is in your downloads',
    discarded: (title: string): string => `${title} discarded`,
  },
  discard: {
    title: (title: string): string => `Discard ${title}?`,
    onlyHere: 'It is only on this phone. Nobody else has it.',
    changeOnly: 'The office keeps its version. Your change is only on this phone.',
    keep: 'Keep',
    discard: 'Discard',
    /** `answers` names what is lost: "Working clinic, Health facilities and 9 more". */
    lost: (answers: string): string => `Lost with it: ${answers}.`,
    andMore: (names: string, count: number): string => `${names} and ${count} more`,
  },
  /** Why an item waits for a person. */
  reasons: {
    answer: (label: string): string => `The office cannot take this answer: ${label}. Open it and check.`,
    unknownAnswer: 'It holds an answer that the office does not ask. Open it, save it again, or export it.',
    erased:
      'Your account was erased at the office, and your records there with it. This one was never sent. Export it to keep it, or discard it.',
    notAllowed: 'Your account cannot send this. Ask your coordinator.',
    tried: (times: number, when: string): string =>
      `Tried ${times} times, saved ${when}. Open, export or discard.`,
    tooLarge: 'Too large to send. Open and shorten it.',
    gone: 'The office does not know this record any more.',
    exists: 'The office already has a record like this.',
    unreadable: 'This phone cannot read it. Keep it, and tell your coordinator.',
    notTaken: 'The office cannot take it as it is. Open it and check, or export it.',
    decide: 'Open, export or discard.',
  },
  last: {
    title: 'Last time',
    when: 'When',
    arrived: 'At the office',
    notTaken: 'Not settled yet',
    bytes: 'Sent',
    packed: 'Saved by packing',
    packedValue: (before: string, after: string): string => `${before} became ${after}`,
    took: 'Took',
  },
};
