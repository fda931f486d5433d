import type { ReactNode } from 'react';

const path = (d: string): ReactNode => <path d={d} />;

/** Drawn on a 24 grid with round ends. */
export const icons = {
  audit: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  back: path('M15 5l-7 7 7 7'),
  bolt: path('M13 2.5 5 13.5h6l-1 8 8-11h-6z'),
  call: path(
    'M6 3.5h3l1.5 4.5L8.3 9.6a12 12 0 0 0 6 6l1.7-2.1 4.5 1.5v3a2.5 2.5 0 0 1-2.7 2.5C10.4 20 4 13.6 3.5 6.2A2.5 2.5 0 0 1 6 3.5z',
  ),
  camera: (
    <>
      <path d="M3.5 8.5a2 2 0 0 1 2-2H8L9.5 4h5L16 6.5h2.5a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2z" />
      <circle cx="12" cy="13" r="3.5" />
    </>
  ),
  capture: (
    <>
      <rect x="3.5" y="3.5" width="17" height="17" rx="4" />
      <path d="M12 8v8M8 12h8" />
    </>
  ),
  check: path('M5 12.5l4.5 4.5L19 7.5'),
  close: path('M6 6l12 12M18 6 6 18'),
  conflicts: path('M12 20v-6L6 8V4M12 14l6-6V4M4 6l2-2 2 2M16 6l2-2 2 2'),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="12" height="12" rx="2" />
      <path d="M15.5 8.5v-3a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3" />
    </>
  ),
  discard: path('M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l1 14h9l1-14'),
  down: path('M6 9l6 6 6-6'),
  fleet: (
    <>
      <rect x="3" y="4.5" width="8" height="15" rx="2" />
      <path d="M14 6.5h3a2 2 0 0 1 2 2v9M6.5 16.5h1" />
    </>
  ),
  food: path('M3 11.5h18a9 9 0 0 1-6 8.2H9a9 9 0 0 1-6-8.2zM8 8c0-2 2-2 2-4M13 8c0-2 2-2 2-4'),
  forward: path('M9 5l7 7-7 7'),
  health: path('M9 3.5h6V9h5.5v6H15v5.5H9V15H3.5V9H9z'),
  list: (
    <>
      <path d="M8 6h12M8 12h12M8 18h12" />
      <path d="M3.5 6h.01M3.5 12h.01M3.5 18h.01" strokeWidth="2.6" />
    </>
  ),
  minus: path('M5 12h14'),
  more: path('M4 7h16M4 12h16M4 17h10'),
  pause: <path d="M8.5 5.5v13M15.5 5.5v13" strokeWidth="2.6" />,
  people: (
    <>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2.1.8 3.5 2.8 3.5 5.4" />
    </>
  ),
  performance: path('M4 20.5h16M6.5 16.5v-5M12 16.5V5M17.5 16.5V9'),
  place: (
    <>
      <path d="M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z" />
      <circle cx="12" cy="10" r="2.3" />
    </>
  ),
  plus: path('M12 5v14M5 12h14'),
  priorityCritical: path('M6 11.5l6-6 6 6M6 18.5l6-6 6 6'),
  priorityHigh: path('M6 15l6-6 6 6'),
  response: path('M3.5 8 12 3.5 20.5 8v8L12 20.5 3.5 16zM3.5 8 12 12.5 20.5 8M12 12.5v8'),
  rules: (
    <>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </>
  ),
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="M16 16l4.5 4.5" />
    </>
  ),
  security: path('M12 3l8 3v5.5c0 4.7-3.3 8-8 9.5-4.7-1.5-8-4.8-8-9.5V6z'),
  send: path('M7 4.5v15l12-7.5z'),
  settings: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M18.4 5.6l-1.8 1.8M7.4 16.6l-1.8 1.8" />
    </>
  ),
  shelter: path('M12 4 2.5 19.5h19zM12 12l-4 7.5M12 12l4 7.5'),
  sync: path('M8 20V5M4 9l4-4 4 4M16 4v15M12 15l4 4 4-4'),
  water: (
    <>
      <path d="M12 3.2s6.5 6.8 6.5 11.3a6.5 6.5 0 0 1-13 0C5.5 10 12 3.2 12 3.2z" />
      <path d="M9 15a3 3 0 0 0 3 3" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof icons;
