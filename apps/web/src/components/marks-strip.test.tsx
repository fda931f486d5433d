// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { inStripOrder, type StripMark } from './mark-counts.ts';
import { MarksStrip } from './marks-strip.tsx';
import type { SyncState } from './sync-state.ts';

afterEach(cleanup);

const marks = (count: number, state: SyncState, critical = false): StripMark[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${state}${String(critical)}${index}`,
    state,
    critical,
  }));

describe('the marks strip', () => {
  it('is one image with a sentence: seven records are seven marks', () => {
    const seven = [...marks(2, 'phone', true), ...marks(4, 'phone'), ...marks(1, 'needs')];
    const { container } = render(<MarksStrip marks={seven} />);
    expect(
      screen.getByRole('img', { name: '7 records, 2 critical: 6 on this phone, 1 needs you' }),
    ).toBeDefined();
    expect(container.querySelectorAll('svg')).toHaveLength(7);
  });

  it('becomes counts above 24, and still says them', () => {
    const { container } = render(<MarksStrip marks={[...marks(180, 'phone'), ...marks(2, 'needs')]} />);
    expect(screen.getByRole('img', { name: '182 records: 180 on this phone, 2 need you' })).toBeDefined();
    expect(container.querySelectorAll('svg')).toHaveLength(2);
  });

  it('has critical records first, and what needs someone last', () => {
    const mixed = [
      ...marks(1, 'needs', true),
      ...marks(1, 'phone'),
      ...marks(1, 'phone', true),
      ...marks(1, 'send'),
    ];
    expect(inStripOrder(mixed).map((mark) => mark.id)).toEqual([
      'phonetrue0',
      'sendfalse0',
      'phonefalse0',
      'needstrue0',
    ]);
  });
});
