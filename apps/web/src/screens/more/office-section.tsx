'use client';
import { alertListSchema, paths } from '@fieldsync/protocol';
import Link from 'next/link';
import { Icon } from '../../components/icon.tsx';
import { NavBadge } from '../../components/nav-badge.tsx';
import { pagesUnderMore, type NavigationItem } from '../../components/navigation.ts';
import { useOffice } from '../../live/use-office.ts';
import { useSession } from '../../session/use-session.ts';
import { useWords } from '../../words/words.tsx';

/** On a phone, the way to the office's pages; a laptop has them in its side bar. */
export function OfficeSection() {
  const pages = pagesUnderMore(useSession().account?.role);
  return pages.length === 0 ? null : <OfficePages pages={pages} />;
}

function OfficePages({ pages }: { pages: readonly NavigationItem[] }) {
  const { navigation } = useWords();
  const { data } = useOffice(paths.alerts, alertListSchema, ['alert']);
  const waits = (data?.count ?? 0) > 0 ? { state: 'needs' as const, count: data?.count ?? 0 } : undefined;
  return (
    <section className="pb-3 lg:hidden">
      <h2 className="section-title">{navigation.office}</h2>
      <ul className="card ruled">
        {pages.map(({ href, icon, words }) => (
          <li key={href}>
            <Link href={href} className="press flex min-h-14 items-center gap-3 px-4">
              <Icon name={icon} />
              <span className="row-title flex-1">{navigation[words]}</span>
              <NavBadge badge={words === 'fleet' ? waits : undefined} />
              <Icon name="forward" size="sm" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
