// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { StateMark } from './state-mark.tsx';
import { badgeFor, precedence, stateColour, type SyncState } from './sync-state.ts';

afterEach(cleanup);

const words: Record<SyncState, string> = {
  phone: 'On this phone',
  send: 'Sending',
  office: 'At the office',
  needs: 'Needs you',
  conflict: 'Two versions',
  held: 'Held',
};

describe('the six sync states', () => {
  it('have one word each', () => {
    expect(en.states).toEqual(words);
    expect(new Set(Object.values(en.states)).size).toBe(6);
  });

  it('have a shape and a colour each, none like another', () => {
    const shapes = precedence.map((state) => {
      const { container } = render(<StateMark state={state} />);
      return container.querySelector('svg')?.innerHTML;
    });
    expect(new Set(shapes).size).toBe(6);
    expect(new Set(Object.values(stateColour)).size).toBe(6);
  });

  it('are solid: no outline can be taken for one', () => {
    for (const state of precedence) {
      const { container } = render(<StateMark state={state} />);
      expect(container.querySelector('svg')?.getAttribute('fill')).toBe('currentColor');
    }
  });

  it('are silent beside their word, and named where they stand alone', () => {
    render(<StateMark state="needs" />);
    expect(screen.queryByRole('img')).toBeNull();
    render(<StateMark state="needs" label={en.states.needs} />);
    expect(screen.getByRole('img', { name: 'Needs you' })).toBeDefined();
  });
});

describe('one badge for many records', () => {
  it('shows the most urgent state', () => {
    expect(badgeFor({ phone: 6, needs: 1, conflict: 2 })).toEqual({ state: 'needs', count: 1 });
    expect(badgeFor({ phone: 6, conflict: 2 })).toEqual({ state: 'conflict', count: 2 });
    expect(badgeFor({ phone: 6, send: 1, held: 3 })).toEqual({ state: 'held', count: 3 });
    expect(badgeFor({ phone: 6, send: 1 })).toEqual({ state: 'send', count: 1 });
  });

  it('shows nothing when all is at the office: quiet is success', () => {
    expect(badgeFor({ office: 128 })).toBeUndefined();
    expect(badgeFor({})).toBeUndefined();
  });
});
