import type { Role } from '@fieldsync/protocol';
import type { Badge } from './nav-badge.tsx';
import type { IconName } from './icons.tsx';
import type { Words } from '../words/en.ts';

export interface NavigationItem {
  href: string;
  icon: IconName;
  words: keyof Pick<
    Words['navigation'],
    | 'capture'
    | 'records'
    | 'sync'
    | 'more'
    | 'live'
    | 'conflicts'
    | 'queue'
    | 'fleet'
    | 'jobs'
    | 'accounts'
    | 'privacy'
  >;
}

const capture: NavigationItem = { href: '/', icon: 'capture', words: 'capture' };
const records: NavigationItem = { href: '/records/', icon: 'list', words: 'records' };
const sync: NavigationItem = { href: '/sync/', icon: 'sync', words: 'sync' };
const more: NavigationItem = { href: '/more/', icon: 'more', words: 'more' };
const live: NavigationItem = { href: '/live/', icon: 'list', words: 'live' };
const conflicts: NavigationItem = { href: '/conflicts/', icon: 'conflicts', words: 'conflicts' };
const queue: NavigationItem = { href: '/queue/', icon: 'rules', words: 'queue' };

const accounts: NavigationItem = { href: '/accounts/', icon: 'people', words: 'accounts' };
const fleet: NavigationItem = { href: '/fleet/', icon: 'fleet', words: 'fleet' };
const jobs: NavigationItem = { href: '/jobs/', icon: 'settings', words: 'jobs' };
const privacy: NavigationItem = { href: '/privacy/', icon: 'security', words: 'privacy' };

export const seesLive = (role: Role | undefined): boolean => role === 'COORDINATOR' || role === 'ADMIN';

/** The phone's bottom bar: four things, one word each. */
export const bottomBar: readonly NavigationItem[] = [capture, records, sync, more];

const officePages: readonly NavigationItem[] = [live, conflicts, queue, fleet, accounts];

/** For administrators alone. */
const upkeepPages: readonly NavigationItem[] = [jobs, privacy];

/** On a phone the office's pages are under More. */
export const pagesUnderMore = (role: Role | undefined): readonly NavigationItem[] =>
  seesLive(role) ? [...officePages, ...(role === 'ADMIN' ? upkeepPages : [])] : [];

/** The laptop's side bar. A coordinator's own records stand apart from those of everyone. */
export function sideBar(
  role: Role | undefined,
): { heading?: 'ownWork' | 'upkeep'; items: readonly NavigationItem[] }[] {
  if (!seesLive(role)) return [{ items: bottomBar }];
  return [
    { items: officePages },
    ...(role === 'ADMIN' ? [{ heading: 'upkeep' as const, items: upkeepPages }] : []),
    { heading: 'ownWork', items: [capture, { ...records, icon: 'copy' }, sync, more] },
  ];
}

/** Where a person lands after signing in. */
export const homeFor = (role: Role): string => (seesLive(role) ? '/live/' : '/');

/** What waits, by where it shows. */
export type Badges = Partial<Record<NavigationItem['words'], Badge | undefined>>;

/** Whether `href` is where `pathname` is. */
export function isCurrent(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname.startsWith(href.replace(/\/$/, ''));
}

/** Pages with a footer of their own, or before signing in, have no bottom bar. */
export function hasBottomBar(pathname: string): boolean {
  return !['/sign-in', '/capture', '/records/detail', '/conflicts/detail'].some((prefix) =>
    pathname.startsWith(prefix),
  );
}

/** Before signing in there is nowhere to go. */
export const hasSideBar = (pathname: string): boolean => !pathname.startsWith('/sign-in');
