/** What may leave this phone, and over what. */
export const sharing = {
  title: 'What may use data',
  yes: 'Yes',
  no: 'No',
  consent: 'Send what I record to the office',
  consentHint: 'With No, everything stays on this phone until you change it. You can keep recording.',
  critical: 'Critical records always go',
  criticalHint: 'Also when battery, charger, cost or data saver say wait. Never against your own pause.',
  allRecords: 'All records',
  criticalOnly: 'Only critical',
  metered: 'On a connection that costs money',
  meteredHint: 'A record is text: about as much as a short message.',
  dataSaver: 'With the phone’s data saver on',
  connection: {
    wifi: 'This Wi-Fi',
    cellular: 'This mobile data',
    ethernet: 'This cable',
    unknown: 'This connection',
  },
  connectionHint:
    'A hotspot looks like Wi-Fi and costs money. Your answer is kept for connections of this kind.',
  free: 'Is free',
  costs: 'Costs money',
  metrics: 'Tell the office how sending went',
  metricsHint: 'How many records, bytes and seconds, and how much battery. Never what you recorded.',
};
