import type { NoFile } from '../../live/ask-for-file.ts';

const refused: Record<NoFile, string> = {
  offline: 'There is no signal. The office writes the file, so it needs one.',
  portal: 'This Wi-Fi wants you to sign in. Open its sign-in page, then come back.',
  silent: 'The office is not answering. Try again in a moment.',
  'signed-out': 'You are signed out at the office. Sign in, then get the file.',
  forbidden: 'Your account may not have this file. Ask whoever looks after the accounts.',
  'not-found': 'The office has nobody like this any more.',
  busy: 'The office is writing other files. Try again in a minute.',
};

/** Files that the office writes, and why it gives none now. */
export const files = { refused };
