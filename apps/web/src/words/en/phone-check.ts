import type { Check } from '@fieldsync/engine';

const checks: Record<Check, string> = {
  storage: 'Saving',
  kept: 'Kept by this phone',
  room: 'Room',
  worker: 'Background part',
  sender: 'Sending',
  'wake-up': 'Sends when closed',
  locks: 'Tabs take turns',
  encryption: 'Locking records',
  compression: 'Packing',
  office: 'Office',
  clock: 'Clock',
};

export const phoneCheck = {
  title: 'Check this phone',
  detail: 'Saves a test record, asks the office, and looks at all that sending needs. Takes some seconds.',
  start: 'Check now',
  again: 'Check again',
  checking: 'Checking',
  checks,
  states: { ok: 'well', warn: 'look at this', fail: 'does not work' },
  allWell: 'All is well.',
  found: (failed: number, warned: number): string => {
    const notes = warned === 1 ? '1 thing to look at' : `${warned} things to look at`;
    const faults = failed === 1 ? '1 thing does not work' : `${failed} things do not work`;
    if (failed === 0) return `It works. There ${warned === 1 ? 'is' : 'are'} ${notes}.`;
    return warned === 0 ? `${faults}.` : `${faults}. There ${warned === 1 ? 'is' : 'are'} ${notes}, too.`;
  },
  copy: 'Copy the result',
  copied: 'The result is copied',
  notCopied: 'This browser does not let the app copy',
  save: 'Save the log as a file',
  saved: 'The log is in your downloads',
  saveDetail:
    'For your coordinator, when something does not work. It has times, counts and codes, never your records.',
};
