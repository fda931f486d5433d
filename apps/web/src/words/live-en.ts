import type { LiveChip, LiveOrder } from '../live/live-filters.ts';
import type { NoAnswer } from '../live/ask-office.ts';

const records = (count: string, one: boolean): string => (one ? '1 record' : `${count} records`);
const critical = (count: string, one: boolean): string =>
  one ? '1 critical record' : `${count} critical records`;

const chips: Record<LiveChip, string> = {
  all: 'All',
  critical: 'Critical',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
  conflict: 'Two versions',
};
const orders: Record<LiveOrder, string> = { priority: 'Emergencies first', newest: 'Newest first' };

const noAnswer: Record<NoAnswer, { title: string; detail: string }> = {
  offline: { title: 'No signal', detail: 'What you see is what the office had. It goes on by itself.' },
  portal: { title: 'This Wi-Fi wants you to sign in', detail: 'Open its sign-in page, then come back.' },
  silent: {
    title: 'The office is not answering',
    detail: 'It goes on by itself as soon as the office answers.',
  },
  'signed-out': { title: 'You are signed out', detail: 'Nothing is lost. Sign in to go on.' },
  refused: { title: 'The office did not take it', detail: 'Look at what you wrote, and try again.' },
  forbidden: { title: 'Your account cannot see this', detail: 'Ask whoever looks after the accounts.' },
  'not-found': {
    title: 'The office does not show this record any more',
    detail: 'It was deleted, or it is in an area that is not yours.',
  },
  'code-needed': {
    title: 'The office wants a code for this first',
    detail: 'Nothing was done, and what you wrote is still here.',
  },
};

/** What came in at the office. `count` is a figure, `one` says that it is 1. */
export const live = {
  title: 'Live records',
  /** Beside the title on a phone: the card below it says why. */
  stream: { live: 'Live', looking: 'Looking…', silent: 'Not live' },

  /** The answer sentence. */
  loading: 'Asking the office',
  unknown: 'What came in is not known now',
  onTheWay: (count: string, one: boolean): string =>
    one ? '1 critical record is still on the way' : `${critical(count, one)} are still on the way`,
  criticalCame: (count: string, one: boolean, day: boolean): string =>
    day ? `${critical(count, one)} in the last 24 hours` : `${critical(count, one)} at the office`,
  came: (count: string, one: boolean, day: boolean): string =>
    day ? `${records(count, one)} in the last 24 hours` : `${records(count, one)} at the office`,
  nothingCame: (day: boolean): string => (day ? 'Nothing came in for 24 hours' : 'Nothing came in yet'),
  /** Below it: whose word it is, and from when. */
  reportedBy: (person: string, when: string): string => `${person}’s phone said so ${when}.`,
  reportedByPhones: (phones: string, when: string): string =>
    `${phones} phones said so, the first of them ${when}.`,
  noneReported: 'No phone reports a critical record that is still on it.',
  reportsUnknown: 'What is still on the phones is not known now.',

  search: 'Search records',
  searchHint: 'Place, person or record',
  filters: 'Show only',
  moreFilters: 'Sector, place, time',
  chips,
  sector: 'Sector',
  allSectors: 'All sectors',
  place: 'Place',
  allPlaces: 'All places',
  order: 'Order',
  orders,
  period: 'Time',
  periods: { day: 'Last 24 hours', ever: 'All times' },

  table: 'Records at the office',
  columns: { time: 'Time', record: 'Record', priority: 'Priority and reason', state: 'State', from: 'From' },
  deleted: 'Deleted',
  newRows: (count: string, one: boolean): string => (one ? '1 new record' : `${count} new records`),
  newCritical: (count: string, one: boolean): string =>
    one ? '1 new critical record' : `${count} new critical records`,
  show: 'Show',
  more: 'Show more',
  moreLoading: 'Asking for more',
  empty: 'Records will show here as they come in',
  emptyDetail: 'Nobody has to reload: a new record is here within seconds.',
  noneMatch: 'No record matches',
  noneMatchDetail: 'Take a filter away, or look further back.',
  showAll: 'Show all',
  lookBack: 'Show older records',
  noAnswer,
  tryNow: 'Try now',
  signIn: 'Sign in',

  export: {
    open: 'Save as a file',
    title: 'Save these records as a file',
    what: 'Each record that fits what you filtered for, with all its answers, who recorded it and where. Photos themselves are not in it.',
    care: 'It holds personal data and is not locked. Pass it on only to who may see it, and delete it when it has served. That you saved it is noted.',
    formats: {
      xlsx: { name: 'Excel table', detail: 'One sheet for each kind of record, with real dates.' },
      csv: { name: 'Plain table (CSV)', detail: 'For any other program.' },
      geojson: {
        name: 'Map (GeoJSON)',
        detail: 'Points for map programs. Records without a position have none.',
      },
    },
    offline: 'There is no signal. The office writes the file, so it needs one.',
  },

  detail: {
    label: 'The chosen record',
    close: 'Close',
    loading: 'Asking the office for its answers',
    /** "Amina Bukar · Dikwa LGA, Ward B" */
    from: (person: string, lga: string, ward: string): string => `${person} · ${lga} LGA, ${ward}`,
    score: (score: string): string => `score ${score} of 100`,
    priority: 'Priority',
    base: { ASSESSMENT: 'Assessment', RESPONSE: 'Response', MEDIA: 'Photo' },
    baseOf: (sector: string, kind: string): string => `${sector} ${kind.toLowerCase()}`,
    chosen: (band: string): string => `Set to ${band} by the person`,
    points: (points: string): string => `+${points}`,
    pointsLess: (points: string): string => `−${points}`,
    path: 'How it got here',
    onPhone: 'On the phone',
    atOffice: 'At the office',
    changed: 'Last changed',
    answers: 'Answers',
    noAnswers: 'No answers were given.',
    twoVersions: 'Two versions of an answer wait for a choice.',
  },
};
