// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectivityIndicator } from './connectivity-indicator.tsx';
import { connectivityFaces, type ConnectivityKind } from './connectivity-kind.ts';
import { hasBottomBar, homeFor, isCurrent, pagesUnderMore } from './navigation.ts';
import { SideBar } from './side-bar.tsx';

afterEach(cleanup);

describe('the bottom bar', () => {
  it('says where the person is, and what waits on Sync', () => {
    render(<BottomBar pathname="/records/" badges={{ sync: { state: 'needs', count: 1 } }} />);
    const bar = within(screen.getByRole('navigation', { name: 'Main' }));
    expect(bar.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/',
      // The slash at the end is Next's setting, which a test outside Next does not have.
      '/records',
      '/sync',
      '/more',
    ]);
    expect(bar.getByRole('link', { name: 'Records' }).getAttribute('aria-current')).toBe('page');
    expect(bar.getByRole('link', { name: 'Capture' }).getAttribute('aria-current')).toBeNull();
    expect(bar.getByRole('link', { name: /^Sync.*1 needs you$/ })).toBeDefined();
  });

  it('leaves the room to pages with a footer of their own', () => {
    expect(hasBottomBar('/')).toBe(true);
    expect(hasBottomBar('/capture/assessment/')).toBe(false);
    expect(hasBottomBar('/records/detail/')).toBe(false);
    expect(hasBottomBar('/conflicts/')).toBe(true);
    expect(hasBottomBar('/conflicts/detail/')).toBe(false);
    expect(hasBottomBar('/sign-in/')).toBe(false);
  });

  it('knows home from the pages below it', () => {
    expect(isCurrent('/', '/records/')).toBe(false);
    expect(isCurrent('/records/', '/records/detail/')).toBe(true);
    expect(isCurrent('/records/', '/records')).toBe(true);
  });
});

describe('the side bar', () => {
  it('leads coordinators to everyone’s records first, and assessors to their own', () => {
    render(<SideBar pathname="/live/" account={{ name: 'Ibrahim Mustapha', role: 'COORDINATOR' }} />);
    expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(
      expect.arrayContaining(['Live records', 'Conflicts']),
    );
    expect(screen.getAllByRole('link')[0]?.textContent).toBe('Live records');
    expect(homeFor('COORDINATOR')).toBe('/live/');
    cleanup();
    render(<SideBar pathname="/" account={{ name: 'Amina Bukar', role: 'ASSESSOR' }} />);
    expect(screen.queryByText('Live records')).toBeNull();
    expect(screen.queryByText('Conflicts')).toBeNull();
    expect(homeFor('ASSESSOR')).toBe('/');
  });
});

describe('the pages of the office', () => {
  const names = (role: 'COORDINATOR' | 'ADMIN'): (string | null)[] => {
    cleanup();
    render(
      <SideBar
        pathname="/live/"
        account={{ name: 'Ibrahim', role }}
        badges={{ fleet: { state: 'needs', count: 2 } }}
      />,
    );
    return screen.getAllByRole('link').map((link) => link.textContent);
  };

  it('have the fleet, with what waits there, and what an administrator keeps in order for administrators alone', () => {
    expect(names('COORDINATOR')).toContain('Fleet2, 2 need you');
    expect(names('COORDINATOR')).not.toContain('Jobs and webhooks');
    expect(names('ADMIN')).toEqual(expect.arrayContaining(['Jobs and webhooks', 'Personal data']));
  });

  it('are under More on a phone', () => {
    const under = (role: 'ASSESSOR' | 'COORDINATOR' | 'ADMIN') =>
      pagesUnderMore(role).map(({ words }) => words);
    expect(under('ASSESSOR')).toEqual([]);
    expect(under('COORDINATOR')).toEqual(['live', 'conflicts', 'queue', 'fleet', 'accounts']);
    expect(under('ADMIN')).toEqual([...under('COORDINATOR'), 'jobs', 'privacy']);
  });
});

describe('the connectivity indicator', () => {
  const kinds = Object.keys(connectivityFaces) as ConnectivityKind[];

  it.each(kinds)('says %s in words, in its name too, and opens Sync', (kind) => {
    render(<ConnectivityIndicator kind={kind} />);
    const link = screen.getByRole('link', { name: /^Connection: .+\. Opens Sync\.$/ });
    expect(link.getAttribute('href')).toBe('/sync');
    expect(link.textContent?.length).toBeGreaterThan(3);
  });

  it('has other words for each kind', () => {
    const said = kinds.map((kind) => connectivityFaces[kind].words);
    expect(new Set(said).size).toBe(kinds.length);
  });
});
