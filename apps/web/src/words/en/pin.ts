/** The PIN before the records on this phone. */
export const pin = {
  title: 'PIN',
  none: 'none',
  set: 'set',
  why: 'With a PIN, nobody can read what is on this phone without it.',
  price: 'With a PIN, records are sent only while Fieldsync is open and unlocked.',
  forgotten:
    'Nobody can open this phone without the PIN, the office neither. Forget it, and what is not at the office yet stays closed.',
  choose: 'New PIN, 6 digits or more',
  again: 'The same once more',
  tooShort: 'Use 6 digits or more.',
  differ: 'The two are not the same.',
  setIt: 'Set the PIN',
  setting: 'Sealing what is here. Keep Fieldsync open.',
  lockNow: 'Lock now',
  current: 'Your PIN, to take it away',
  remove: 'Take the PIN away',
  removing: 'Opening what is here. Keep Fieldsync open.',
  wrong: 'That is not the PIN.',
  wait: (seconds: number): string =>
    seconds === 1 ? 'Not the PIN. Try again in 1 second.' : `Not the PIN. Try again in ${seconds} seconds.`,
  failed: 'It did not work. Everything is as safe as before. Try again.',
  locked: 'Locked',
  lockedDetail: (count: number): string =>
    count === 0
      ? 'Enter your PIN to go on.'
      : count === 1
        ? '1 record waits on this phone. It goes once you have entered your PIN.'
        : `${count} records wait on this phone. They go once you have entered your PIN.`,
  enter: 'Your PIN',
  unlock: 'Unlock',
  unlocking: 'Checking',
};

/** What cannot be opened any more, and what others left on this phone. */
export const kept = {
  unreadable: 'Cannot be read any more',
  setAside: 'Set aside',
  unreadableDetail:
    'Something on this phone changed what was stored. It is kept as it is. What the office has of it comes back by itself.',
  saveUnreadable: 'Save it as a file',
  fileName: 'fieldsync-unreadable.json',
  others: 'Others on this phone',
  someone: 'Another account',
  waits: (count: number): string =>
    count === 1 ? '1 not at the office yet' : `${count} not at the office yet`,
  othersDetail: 'They stay under that name, closed to others, and go when that person signs in here.',
};
