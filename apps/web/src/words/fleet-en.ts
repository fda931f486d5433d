import type { CommandLine, ConnectionQuality, DeviceFilter, HoldReason } from '@fieldsync/protocol';

const phones = (count: string, one: boolean): string => (one ? '1 phone' : `${count} phones`);

const filters: Record<DeviceFilter, string> = {
  all: 'All',
  critical: 'Holding critical',
  silent: 'Not heard for a day',
  held: 'Held',
  needs: 'Needs its person',
};

/** Why a phone does not send, after "Held:". */
const holds: Record<HoldReason, string> = {
  user: 'paused by the person',
  office: 'paused by the office',
  auth: 'the person is signed out',
  update: 'its version is too old',
  consent: 'the person has not agreed to send',
  locked: 'locked with a PIN',
  disabled: 'sending by itself is off',
  battery: 'battery is low',
  'charging-only': 'waits for a charger',
  'data-saver': 'data saver is on',
  metered: 'the connection costs money',
  pressure: 'the phone has much to do',
  threshold: 'only high priority goes',
  offline: 'no signal',
  portal: 'Wi-Fi wants a sign-in',
  unreachable: 'the office did not answer',
  backoff: 'will try again soon',
};

const qualities: Record<ConnectionQuality, string> = {
  excellent: 'Very good',
  good: 'Good',
  poor: 'Weak',
  // What was reported came over some link.
  offline: 'Not measured',
};

type Kind = CommandLine['kind'];
const asked: Record<Kind, string> = {
  start: 'Send now',
  pause: 'Pause',
  resume: 'Go on',
  settings: 'New settings',
};

/** All phones, by what each last said. `count` is a figure, `one` says that it is 1. */
export const fleet = {
  title: 'Fleet',

  /** The answer sentence. */
  loading: 'Asking the office',
  unknown: 'How the phones are is not known now',
  none: 'No phone has been heard of yet',
  tooLong: (count: string, one: boolean): string =>
    one
      ? '1 phone has held a critical record for too long'
      : `${count} phones have held a critical record for too long`,
  holding: (count: string, one: boolean): string =>
    one ? '1 phone holds a critical record' : `${count} phones hold a critical record`,
  heardToday: (heard: string, all: string): string =>
    `${heard} of ${all} phones reached the office within a day`,
  counts: 'What each phone last reported, and when.',

  search: 'Search phones',
  searchHint: 'Person or phone',
  filterLabel: 'Show only',
  filters,
  table: 'Phones, the ones that need somebody first',
  columns: {
    person: 'Person',
    heard: 'Last heard',
    battery: 'Battery',
    critical: 'Critical',
    high: 'High',
    normal: 'Normal',
    low: 'Low',
    oldest: 'Oldest critical',
    signal: 'Signal',
    state: 'State',
  },
  /** Tells the phones of one person apart; the phone shows it under More. */
  code: (code: string): string => `phone ${code}`,
  notKnown: 'not known',
  noneOnIt: 'none',
  battery: (level: string): string => `${level} %`,
  charging: (level: string): string => `${level} %, charging`,
  chargingMark: 'charging',
  heardAgo: (when: string, ago: string): string => `${when}, ${ago} ago`,
  onIt: (critical: string, high: string, normal: string, low: string): string =>
    `${critical} critical, ${high} high, ${normal} normal, ${low} low`,
  onItSince: (critical: string, age: string, high: string, normal: string, low: string): string =>
    `${critical} critical (oldest ${age}), ${high} high, ${normal} normal, ${low} low`,
  states: {
    onPhone: 'On the phone',
    allSent: 'All at the office',
    needs: (count: string): string => `Needs its person: ${count}`,
    held: (why: string): string => `Held: ${why}`,
    silent: 'No report',
    tooLong: 'Critical, for too long',
  },
  qualities,
  holds,

  page: (from: string, to: string, all: string): string => `${from} to ${to} of ${all}`,
  next: 'Next',
  previous: 'Previous',
  empty: 'Phones will show here',
  emptyDetail: 'Each one shows after it has reached the office for the first time.',
  noneMatch: 'No phone matches',
  noneMatchDetail: 'Take a filter away, or look for another name.',
  showAll: 'Show all',

  alert: {
    title: (ago: string): string => `Oldest unsent critical record: ${ago}`,
    detail: (person: string, since: string, heard: string): string =>
      `On ${person}’s phone since ${since}. Last heard ${heard}.`,
    open: 'Show this phone',
    askFirst: 'Ask it to send now',
    toast: (person: string): string => `${person}’s phone has held a critical record for too long`,
    look: 'Show',
    limit: (duration: string): string => `Warns when a critical record waits for ${duration}`,
    limitOff: 'Never warns about critical records',
    change: 'Change',
    limitTitle: 'When to tell the office',
    limitDetail:
      'A phone that holds a critical record for longer shows in the navigation, at the top of this page, and goes out to webhooks.',
    limitQuestion: 'Minutes that a phone may hold a critical record',
    limitRange: 'A number from 5 to 10,080 (a week).',
    limitOn: 'Tell the office',
    yes: 'Yes',
    no: 'No',
    save: 'Save',
    saved: 'Saved. It counts from now on.',
  },

  ask: {
    label: 'Ask the phone',
    start: 'Send now',
    pause: 'Pause',
    resume: 'Go on',
    settings: 'Settings',
    select: 'Select phones',
    done: 'Done',
    all: 'Select all on this page',
    selected: (count: string, one: boolean): string => `${phones(count, one)} selected`,
    sent: (count: string, one: boolean): string =>
      one
        ? 'Asked. The phone does it when it is next heard.'
        : `Asked ${count} phones. Each does it when it is next heard.`,
    unknown: (count: string): string => `${count} of them have never been heard of.`,
    failed: 'Nothing was asked',
    pauseTitle: (count: string, one: boolean): string => `Pause ${phones(count, one)}?`,
    pauseDetail:
      'Nothing leaves a paused phone, not even critical records, until somebody here says that it may go on. People can still record.',
    keep: 'Leave as it is',
    pauseYes: 'Pause',
  },

  commands: {
    title: 'Asked of this phone',
    none: 'Nothing was asked of this phone.',
    kinds: asked,
    waiting: 'sent, waiting for the phone',
    done: (when: string): string => `done ${when}`,
    held: (when: string, why: string): string => `heard ${when}, but it does not send: ${why}`,
    withdrawn: 'taken back: something later was asked',
    by: (person: string, when: string): string => `${person}, ${when}`,
  },

  panel: {
    label: 'The chosen phone',
    close: 'Close',
    loading: 'Asking the office',
    gone: 'This phone is not on this page',
    goneDetail: 'It moved in the list, or a filter hides it.',
    onIt: 'Still on the phone',
    waitsForPerson: 'Waits for its person',
    oldest: 'Oldest critical since',
    how: 'How it is',
    heard: 'Last heard',
    reported: 'Reported',
    battery: 'Battery',
    signal: 'Signal',
    storage: 'Storage',
    storageUsed: (used: string, all: string): string => `${used} of ${all}`,
    version: 'Version',
    clock: 'Clock',
    clockRight: 'right',
    clockAhead: (by: string): string => `${by} ahead`,
    clockBehind: (by: string): string => `${by} behind`,
    state: 'State',
    settings: 'Its settings',
    enabled: 'Sends by itself',
    threshold: 'Sends from',
    minimumBattery: 'Battery needed',
    interval: 'Looks every',
    yes: 'yes',
    no: 'no',
  },

  settings: {
    title: (count: string, one: boolean): string => `Settings of ${phones(count, one)}`,
    detail: 'Reaches each phone when it is next heard, and takes the place of what its person chose.',
    several: 'You see what every phone begins with. All of it is set on all chosen phones.',
    enabled: 'Sends by itself',
    threshold: 'What is sent',
    thresholds: { HIGH: 'High only', NORMAL: 'Normal and up', LOW: 'Everything' },
    battery: 'Battery that ordinary records need, in %',
    charging: 'Only while charging',
    interval: 'Minutes between looks',
    requests: 'Requests at once',
    tries: 'Tries before a record waits for its person',
    range: (from: string, to: string): string => `A number from ${from} to ${to}.`,
    save: 'Ask for these settings',
    cancel: 'Cancel',
  },
};
