/** Why sending waits. Each title is a whole answer; each detail says when it goes on. */
export const holds = {
  battery: {
    title: 'Held to save battery',
    detail: (needs: number): string => `Sending starts again at ${needs} %, or as soon as you charge.`,
    short: 'Held to save battery',
  },
  chargingOnly: {
    title: 'Held until you charge',
    detail: 'Sending starts as soon as the phone is on a charger.',
    short: 'Held until you charge',
  },
  dataSaver: {
    title: 'Held: data saver is on',
    detail: 'Sending starts when the phone’s data saver is off, or on Wi-Fi.',
    short: 'Held: data saver is on',
  },
  metered: {
    title: 'Held: this connection costs money',
    detail: 'Sending starts on one that does not, as soon as there is one.',
    short: 'Held: this connection costs money',
  },
  pressure: {
    title: 'Held: this phone has much to do',
    detail: 'Sending goes on by itself when it has less to do.',
    short: 'Held: this phone has much to do',
  },
  consent: {
    title: 'Nothing is sent before you agree',
    detail: 'You can keep recording. All of it stays on this phone until then.',
    short: 'Held until you agree to send',
  },
  locked: {
    title: 'Unlock to send',
    detail: 'Everything is safe on this phone. It goes once you have entered your PIN.',
    short: 'Held until you unlock',
  },
  threshold: {
    title: 'Held: only high priority goes now',
    detail: 'The rest goes when the sync settings allow it.',
    short: 'Held: only high priority goes now',
  },
  user: {
    title: (time: string): string => `Paused by you at ${time}`,
    titleNoTime: 'Paused by you',
    detail: 'Recording goes on. Nothing leaves until you send again.',
    short: 'Paused by you',
  },
  office: {
    title: (name: string): string => `Paused by ${name}`,
    titleNoName: 'Paused by the office',
    detail: 'Recording goes on. Sending starts when the office says so.',
    short: 'Paused by the office',
  },
  disabled: {
    title: 'Held: sending by itself is off',
    detail: 'Records go when you tap Send now.',
    short: 'Held: sending by itself is off',
  },
  auth: {
    title: 'Sign in to send',
    detail: (count: number): string =>
      count === 1
        ? 'You can keep recording. 1 waits on this phone under your name.'
        : `You can keep recording. ${count} wait on this phone under your name.`,
    short: 'Sign in to send',
  },
  update: {
    title: 'This version is too old to send',
    detail: 'Everything stays safe here. Take the new version, then it goes.',
    short: 'A new version is needed to send',
  },
  offline: {
    title: 'No signal',
    detail: (count: number): string =>
      count === 1
        ? 'Keep working. 1 is safe on this phone and sends by itself.'
        : `Keep working. ${count} are safe on this phone and send by themselves.`,
  },
  portal: {
    title: 'This Wi-Fi wants you to sign in',
    detail: 'Nothing can leave until its sign-in page is done.',
    action: 'Open the sign-in page',
  },
  unreachable: {
    title: 'The office is not answering',
    detail: 'It sends by itself as soon as the office answers. Nothing is lost.',
    detailAt: (time: string): string => `Will try again at ${time}. Nothing is lost.`,
  },
  backoff: {
    busy: 'The office is busy',
    title: 'Will try again soon',
    titleAt: (time: string): string => `Will try again at ${time}`,
    detail: 'Nothing is lost. It goes by itself.',
    detailAt: (time: string): string => `Will try again at ${time}. Nothing is lost.`,
  },
  /** Checklist lines: what sending depends on, and which line did not pass. */
  lines: {
    label: 'What sending depends on',
    signal: 'Signal',
    signalGood: 'good',
    signalWeak: 'weak',
    signalNone: 'none',
    signalPortal: 'sign in first',
    signalSilent: 'office not answering',
    mobileData: 'Mobile data',
    dataSaverOn: 'data saver is on',
    connection: 'Connection',
    costsMoney: 'costs money',
    phone: 'Phone',
    phoneBusy: 'much to do',
    phoneLocked: 'locked',
    agreed: 'You agreed to send',
    notAgreed: 'not yet',
    yourPause: 'Your pause',
    officePause: 'Office pause',
    off: 'off',
    since: (time: string): string => `since ${time}`,
    charger: 'Charger',
    chargerOn: 'on',
    chargerOff: 'not charging',
    battery: 'Battery',
    batteryLevel: (level: number): string => `${level} %`,
    batteryNeeds: (level: number, needs: number): string => `${level} %, needs ${needs} %`,
    batteryUnknown: 'not known',
    account: 'Account',
    signedIn: 'signed in',
    signedOut: 'sign in first',
    automatic: 'Sends by itself',
    version: 'Version',
    versionOld: 'too old',
    priority: 'Priority',
    highOnly: 'only high goes now',
    critical: 'Critical records',
    criticalGo: 'go anyway',
    criticalWait: 'wait, too',
  },
};
