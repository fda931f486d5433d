'use client';
import type { Role } from '@fieldsync/protocol';
import Link from 'next/link';
import { useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';
import { Logo } from './logo.tsx';
import { NavBadge } from './nav-badge.tsx';
import { isCurrent, sideBar, type Badges } from './navigation.ts';

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0).toUpperCase())
    .slice(0, 2)
    .join('');

/** The laptop's navigation: 232 px, or icons only in 72 px when the window is under 1100 px. */
export function SideBar({
  pathname,
  badges = {},
  account,
}: {
  pathname: string;
  badges?: Badges;
  account?: { name: string; role: Role } | undefined;
}) {
  const words = useWords();
  return (
    <aside className="sticky top-0 hidden h-dvh flex-none flex-col overflow-y-auto edge-r bg-sunken px-3 pt-5 pb-3 text-sm leading-[1.4] lg:flex lg:w-[72px] min-[1100px]:w-(--fs-side)">
      <div className="flex items-center gap-2.5 px-2.5 pb-[18px] text-[17px] font-bold tracking-[-0.02em]">
        <Logo />
        <span className="max-[1099px]:hidden">{words.navigation.appName}</span>
      </div>
      <nav aria-label={words.navigation.main} className="flex flex-col">
        {sideBar(account?.role).map((group) => (
          <div key={group.heading ?? 'first'} className="flex flex-col">
            {group.heading === undefined ? null : (
              <h2 className="px-2.5 pt-3.5 pb-1 text-xs leading-[1.23] font-semibold text-ink-3 max-[1099px]:sr-only">
                {words.navigation[group.heading]}
              </h2>
            )}
            {group.items.map((item) => (
              <Link
                key={item.href}
                href={item.href}
                title={words.navigation[item.words]}
                aria-current={isCurrent(item.href, pathname) ? 'page' : undefined}
                className="relative flex min-h-[max(36px,var(--fs-tap-min))] items-center gap-2.5 rounded-sm px-2.5 font-medium text-ink-2 aria-[current]:bg-surface aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:shadow-[0_0_0_var(--fs-border-w)_var(--fs-line)] max-[1099px]:justify-center"
              >
                <Icon name={item.icon} size="sm" />
                <span className="max-[1099px]:sr-only">{words.navigation[item.words]}</span>
                <NavBadge
                  badge={badges[item.words]}
                  className="ml-auto max-[1099px]:absolute max-[1099px]:top-0 max-[1099px]:right-0"
                />
              </Link>
            ))}
          </div>
        ))}
      </nav>
      {account === undefined ? null : (
        <Link
          href="/more/"
          className="mt-auto flex items-center gap-2.5 rounded-sm px-2.5 py-2 max-[1099px]:justify-center max-[1099px]:px-0"
        >
          <span
            aria-hidden
            className="grid size-7 flex-none place-items-center rounded-full bg-ink text-xs font-bold text-on-ink"
          >
            {initials(account.name)}
          </span>
          <span className="min-w-0 max-[1099px]:sr-only">
            <span className="strong block truncate">{account.name}</span>
            <span className="block text-xs text-ink-3">{words.domain.roles[account.role]}</span>
          </span>
        </Link>
      )}
    </aside>
  );
}
