import type { ReactNode } from 'react';
import { stateColour, type SyncState } from './sync-state.ts';

const shapes: Record<SyncState, ReactNode> = {
  phone: <rect x="2.5" y="2.5" width="15" height="15" rx="3.5" />,
  send: <path d="M10 1.5 18 10h-4.5v8h-7v-8H2z" />,
  office: (
    <path
      fillRule="evenodd"
      d="M10 1.2a8.8 8.8 0 1 1 0 17.6 8.8 8.8 0 0 1 0-17.6zm4.9 6L13.3 5.6 8.7 10.7 6.6 8.7 5 10.3l3.8 3.6z"
    />
  ),
  needs: <path fillRule="evenodd" d="M10 .4 19.6 10 10 19.6.4 10zM8.9 5h2.2v6H8.9zm0 7.4h2.2v2.2H8.9z" />,
  conflict: (
    <path
      d="M1.8 3.2 9.3 10 1.8 16.8zM18.2 3.2 10.7 10l7.5 6.8z"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      transform="translate(-.3 0)"
    />
  ),
  held: (
    <>
      <rect x="3" y="2.5" width="5" height="15" rx="1.5" />
      <rect x="12" y="2.5" width="5" height="15" rx="1.5" />
    </>
  ),
};

const sizes = {
  xs: 'size-[14px]',
  sm: 'size-4',
  row: 'size-(--fs-mark)',
  lg: 'size-6',
  hero: 'size-7',
} as const;

/**
 * The mark of a state. It is decoration beside its word; give `label` only where the word is not on the screen.
 * `sm` 16 px inline, `row` 20 px (24 in sunlight), `lg` 24 px in strips, `hero` 28 px beside the answer sentence.
 */
export function StateMark({
  state,
  size = 'row',
  label,
  className = '',
}: {
  state: SyncState;
  size?: keyof typeof sizes;
  label?: string | undefined;
  className?: string;
}) {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg
      viewBox="0 0 20 20"
      fill="currentColor"
      className={`${sizes[size]} ${stateColour[state]} ${className}`}
      data-state={state}
      {...named}
    >
      {shapes[state]}
    </svg>
  );
}
