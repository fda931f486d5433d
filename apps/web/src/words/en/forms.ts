export const forms = {
  yes: 'Yes',
  no: 'No',
  notKnown: 'Not known',
  chooseAll: 'choose all',
  optional: 'if known',
  oneFewer: 'One fewer',
  oneMore: 'One more',
  clearAnswer: 'Clear',
};
