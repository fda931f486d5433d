export const navigation = {
  appName: 'Fieldsync',
  description: 'Record with no signal. It sends by itself.',
  main: 'Main',
  skip: 'Skip to content',
  back: 'Back',
  close: 'Close',
  capture: 'Capture',
  records: 'Records',
  sync: 'Sync',
  more: 'More',
  live: 'Live records',
  ownWork: 'My own records',
};
