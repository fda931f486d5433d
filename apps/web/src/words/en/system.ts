export const system = {
  saved: 'Saved on this phone',
  arrived: (count: number): string =>
    count === 1 ? '1 arrived at the office' : `${count} arrived at the office`,
  needsYou: (count: number): string => (count === 1 ? '1 needs you' : `${count} need you`),
  open: 'Open',
  newVersion: 'New version ready',
  newVersionWaits: 'New version ready. It waits until sending is done.',
  useIt: 'Use it',
  notFound: 'There is no such page',
  notFoundDetail: 'Everything you recorded is where it was.',
  toCapture: 'Go to Capture',
  looking: 'Looking on this phone',
  broken: 'This page stopped',
  brokenDetail: 'What you saved is safe on this phone. Open the page again.',
  again: 'Open again',
  storageStopped: 'This phone’s storage does not open',
  storageStoppedDetail: 'What was saved stays where it is. Close other Fieldsync tabs, then open again.',
};
