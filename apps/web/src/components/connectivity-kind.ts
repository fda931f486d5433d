import type { Words } from '../words/en.ts';

/** What a person is told about the connection. Only the office's own answer makes it a connection. */
export type ConnectivityKind =
  | 'no-signal'
  | 'weak'
  | 'mobile-weak'
  | 'mobile'
  | 'wifi-weak'
  | 'wifi'
  | 'wired'
  | 'online'
  | 'portal'
  | 'looking'
  | 'office-silent';

interface Face {
  bars: 0 | 1 | 2 | 3 | 4;
  struck: boolean;
  words: keyof Omit<Words['connectivity'], 'label' | 'announce'>;
}

export const connectivityFaces: Record<ConnectivityKind, Face> = {
  'no-signal': { bars: 0, struck: true, words: 'noSignal' },
  weak: { bars: 1, struck: false, words: 'weak' },
  'mobile-weak': { bars: 1, struck: false, words: 'mobileWeak' },
  mobile: { bars: 3, struck: false, words: 'mobile' },
  'wifi-weak': { bars: 1, struck: false, words: 'wifiWeak' },
  wifi: { bars: 4, struck: false, words: 'wifi' },
  wired: { bars: 4, struck: false, words: 'wired' },
  online: { bars: 4, struck: false, words: 'online' },
  portal: { bars: 2, struck: false, words: 'portal' },
  looking: { bars: 0, struck: false, words: 'looking' },
  'office-silent': { bars: 2, struck: false, words: 'officeSilent' },
};
