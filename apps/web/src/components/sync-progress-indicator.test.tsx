// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Segment } from './progress-segments.tsx';
import { SyncProgressIndicator } from './sync-progress-indicator.tsx';
import type { SyncState } from './sync-state.ts';

afterEach(cleanup);

const segments = (...states: SyncState[]): Segment[] =>
  states.map((state, index) => ({ id: String(index), state }));

describe('SyncProgressIndicator, minimal', () => {
  it.each([
    ['phone', 6, '6 on this phone'],
    ['held', 4, '4 held'],
    ['needs', 1, '1 needs you'],
    ['conflict', 2, '2 in two versions'],
  ] as const)('shows a number for %s and says what it counts', (state, count, heard) => {
    render(<SyncProgressIndicator variant="minimal" state={state} count={count} />);
    expect(screen.getByText(String(count)).getAttribute('aria-hidden')).toBe('true');
    expect(screen.getByText(heard)).toBeDefined();
  });

  it('shows which one of how many while sending', () => {
    render(<SyncProgressIndicator variant="minimal" state="send" count={5} place={{ at: 2, of: 6 }} />);
    expect(screen.getByText('2 of 6')).toBeDefined();
    expect(screen.getByText('Sending 2 of 6')).toBeDefined();
  });

  it('says All sent when nothing is left', () => {
    render(<SyncProgressIndicator variant="minimal" state="office" count={0} />);
    expect(screen.getAllByText('All sent')).toHaveLength(2);
  });
});

describe('SyncProgressIndicator, compact', () => {
  const compact = (of: readonly Segment[]) =>
    render(
      <SyncProgressIndicator variant="compact" sentence="Sending 2 of 6" eta="about 50 s" segments={of} />,
    );

  it('announces its sentence politely, and its segments as one image', () => {
    compact(segments('office', 'send', 'phone', 'phone', 'phone', 'phone'));
    expect(screen.getByRole('status').textContent).toContain('Sending 2 of 6');
    expect(screen.getByRole('img', { name: '1 at the office, 1 sending, 4 on this phone' })).toBeDefined();
  });

  it('[S7] is a continuous bar above 24 records, filled by what arrived and not by what is on its way', () => {
    const of = segments(
      ...Array<SyncState>(41).fill('office'),
      ...Array<SyncState>(20).fill('send'),
      ...Array<SyncState>(119).fill('phone'),
    );
    compact(of);
    const bar = screen.getByRole('progressbar', { name: '22 % arrived' });
    expect(bar.getAttribute('aria-valuenow')).toBe('22');
  });
});
