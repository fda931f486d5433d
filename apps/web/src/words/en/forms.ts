export const forms = {
  yes: 'Yes',
  no: 'No',
  notKnown: 'Not known',
  chooseAll: 'choose all',
  oneFewer: 'One fewer',
  oneMore: 'One more',
};
