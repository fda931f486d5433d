export const session = {
  answer: 'Sign in once with signal',
  detail: 'After that, recording works with no signal, on this phone, under your name.',
  answerAgain: 'Sign in to send',
  detailAgain: (name: string, waiting: number): string => {
    if (waiting === 0) return `You can keep recording as ${name}.`;
    return waiting === 1
      ? `You can keep recording as ${name}. 1 waits on this phone under your name.`
      : `You can keep recording as ${name}. ${waiting} wait on this phone under your name.`;
  },
  email: 'Email',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Asking the office',
  agrees: 'What you record is then sent to the office by itself. You can stop that under More.',
  wrong: 'Email and password do not match. Check both.',
  emailMissing: 'Enter your email.',
  passwordMissing: 'Enter your password.',
  noSignal: 'There is no signal here. Signing in needs the office once.',
  portal: 'This Wi-Fi wants you to sign in first. Open its sign-in page, then come back.',
  officeSilent: 'The office is not answering. Try again in a while.',
  busy: (time: string): string => `Too many tries. Try again at ${time}.`,
  carryOnAs: (name: string): string => `Go on as ${name}`,
};
