/** What the pill says. "Office" is the server: a radio signal alone is not a connection. */
export const connectivity = {
  label: (words: string): string => `Connection: ${words}. Opens Sync.`,
  announce: (words: string): string => `Connection: ${words}`,
  noSignal: 'No signal',
  weak: 'Weak signal',
  mobileWeak: 'Mobile, weak',
  mobile: 'Mobile, good',
  wifiWeak: 'Wi-Fi, weak',
  wifi: 'Wi-Fi',
  wired: 'Wired',
  online: 'Connected',
  portal: 'Wi-Fi, sign in first',
  looking: 'Looking...',
  officeSilent: 'Office not answering',
};
