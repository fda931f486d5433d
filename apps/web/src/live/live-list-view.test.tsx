// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { LiveListView } from './live-list-view.tsx';
import { LiveStore, type LiveSnapshot } from './live-store.ts';

afterEach(cleanup);

const { live } = en;
const store = new LiveStore(
  { chip: 'all', sector: undefined, placeId: undefined, search: '', since: undefined, order: 'newest' },
  {
    ask: () => Promise.resolve({ ok: false, why: 'silent' }),
    follow: () => undefined,
    isReading: () => false,
    later: () => () => undefined,
  },
);
/** The office has answered, and has none. */
const none: LiveSnapshot = {
  ...store.snapshot(),
  list: {
    ...store.snapshot().list,
    counts: { all: 0, critical: 0, high: 0, normal: 0, low: 0, conflict: 0 },
  },
};
let shownAll = 0;
const show = (set: { narrowed: boolean; lookBack: boolean }, snapshot = none) =>
  render(
    <LiveListView
      store={store}
      snapshot={snapshot}
      wide={false}
      chosen={null}
      selected={undefined}
      listRef={() => undefined}
      onSettle={() => undefined}
      onOpen={() => undefined}
      onShowAll={() => {
        shownAll += 1;
      }}
      {...set}
    />,
  );

describe('a list of records without any', () => {
  it('names no filter to somebody who set none, and leads to older records where there may be some', () => {
    show({ narrowed: false, lookBack: true });
    expect(screen.queryByText(live.noneMatch)).toBeNull();
    expect(screen.getByText(live.empty)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: live.lookBack }));
    expect(shownAll).toBe(1);
    cleanup();
    show({ narrowed: false, lookBack: false });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says that a filter hides them to who set one', () => {
    show({ narrowed: true, lookBack: true });
    expect(screen.getByText(live.noneMatch)).toBeDefined();
    expect(screen.getByRole('button', { name: live.showAll })).toBeDefined();
  });

  it('[S7] says nothing before the office has answered', () => {
    show({ narrowed: false, lookBack: true }, store.snapshot());
    expect(screen.queryByText(live.empty)).toBeNull();
  });
});
