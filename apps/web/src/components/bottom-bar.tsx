'use client';
import Link from 'next/link';
import { useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';
import { NavBadge } from './nav-badge.tsx';
import { bottomBar, isCurrent, type Badges } from './navigation.ts';

/** The phone's navigation: 64 px high, within the thumb's reach. */
export function BottomBar({ pathname, badges = {} }: { pathname: string; badges?: Badges }) {
  const words = useWords();
  return (
    <nav
      aria-label={words.navigation.main}
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-[repeat(4,minmax(0,1fr))] edge-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {bottomBar.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={isCurrent(item.href, pathname) ? 'page' : undefined}
          className="press relative flex min-h-(--fs-nav) flex-col items-center justify-center gap-0.5 text-xs leading-[1.23] font-medium text-ink-2 outline-offset-[-3px]
            aria-[current]:font-bold aria-[current]:text-ink aria-[current]:before:absolute aria-[current]:before:top-[calc(var(--fs-border-w)*-1)] aria-[current]:before:h-[3px] aria-[current]:before:w-10 aria-[current]:before:rounded-b-[3px] aria-[current]:before:bg-ink
            in-data-[theme=sun]:aria-[current]:before:h-[7px] in-data-[theme=sun]:aria-[current]:before:w-14"
        >
          <Icon name={item.icon} />
          <span className="max-w-full text-center [overflow-wrap:anywhere] hyphens-auto">
            {words.navigation[item.words]}
          </span>
          <NavBadge
            badge={badges[item.words]}
            className="absolute top-[5px] left-[calc(50%+8px)] rounded-full bg-surface px-0.5"
          />
        </Link>
      ))}
    </nav>
  );
}
