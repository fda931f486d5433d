/** One's own account: who one is, where one is signed in, one's password. */
export const account = {
  title: 'Your account',
  /** The answer sentence. */
  asking: 'Asking the office where you are signed in',
  unknown: 'Where you are signed in is not known now',
  onlyHere: 'You are signed in here, and nowhere else',
  alsoElsewhere: (count: number): string =>
    count === 1
      ? 'You are signed in here and in 1 other place'
      : `You are signed in here and in ${count} other places`,

  who: 'Who you are',
  areas: 'Records that you see',
  areasUnknown: 'known when the office answers',
  signedOut: 'Sign in to see and change your account',
  signedOutDetail: 'You can go on recording. What is on this phone stays, and goes once you have signed in.',

  places: 'Where you are signed in',
  placesHint: 'If you do not know one of these, sign it out and change your password.',
  here: 'This one',
  browserOn: (browser: string, system: string): string => `${browser} on ${system}`,
  browserUnknown: 'A browser that does not say what it is',
  begun: (when: string): string => `Signed in ${when}`,
  used: (when: string): string => `Last used ${when}, or up to an hour later`,
  usedNow: 'In use now',
  from: (address: string): string => `From network address ${address}`,
  ends: (when: string): string => `Signs out by itself ${when}`,
  endsUnused: (unused: string, latest: string): string =>
    `Signs out by itself ${unused} if it is not used until then, and ${latest} at the latest`,
  end: 'Sign out there',
  endNamed: (name: string): string => `Sign out there: ${name}`,
  endAsk: 'Sign out there?',
  endDetail: (name: string): string =>
    `${name} is signed out at once. What it has not sent stays on it, and goes once you have signed in there again.`,
  endOthers: 'Sign out everywhere else',
  endOthersAsk: 'Sign out everywhere else?',
  endOthersDetail:
    'Only this one stays signed in. What the others have not sent stays on them, and goes once you have signed in there again.',
  keep: 'Keep as it is',
  ended: (count: number): string =>
    count === 1 ? '1 place is signed out.' : `${count} places are signed out.`,
  endedAlready: 'It was signed out already.',
  notConfirmed: 'The office has not confirmed it. Look at the list, and try once more if it is still there.',

  password: 'Change your password',
  passwordDetail:
    'Everywhere else you are signed out then, and sign in with the new one. Records that wait on those phones stay there meanwhile.',
  present: 'Present password',
  next: 'New password',
  nextHint: 'At least 10 characters. A few words that only you would put together.',
  again: 'New password once more',
  change: 'Change password',
  changing: 'Asking the office',
  changed: 'Your password is changed. You stay signed in here, and are signed out everywhere else.',
  presentMissing: 'Enter the password that you have now.',
  presentWrong: 'This is not your password.',
  tooShort: 'At least 10 characters.',
  tooEasy:
    'This is among the first that anybody would try. Take a few words that only you would put together.',
  differ: 'The two are not the same.',
  busy: (time: string): string => `Too many tries. Try again at ${time}.`,
  unsure:
    'The office has not confirmed it. If your present password is refused next time, it was changed: use the new one.',
};
