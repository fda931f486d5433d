'use client';
import { SECTORS, type Sector } from '@fieldsync/protocol';
import Link from 'next/link';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icons.tsx';
import { useWords } from '../../words/words.tsx';

const icons: Record<Sector, IconName> = {
  HEALTH: 'health',
  WASH: 'water',
  SHELTER: 'shelter',
  FOOD: 'food',
  SECURITY: 'security',
  POPULATION: 'people',
};

export const sectorIcon = (sector: Sector): IconName => icons[sector];

/** What to record next, three across within the thumb's reach; two where the person's text is very large. */
export function SectorTiles() {
  const words = useWords();
  return (
    <>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(max(5rem,30%),1fr))] gap-2">
        {SECTORS.map((sector) => (
          <Link
            key={sector}
            href={`/capture/assessment/?sector=${sector}`}
            className="press strong flex min-h-[84px] min-w-0 flex-col items-start justify-between gap-2 rounded-md edge bg-surface py-3 pr-1 pl-3 text-[0.9375rem] leading-[1.4] max-[375px]:pl-2.5 max-[375px]:text-sm max-[340px]:pl-2"
          >
            <Icon name={icons[sector]} />
            <span className="max-w-full [overflow-wrap:anywhere] hyphens-auto">
              {words.domain.sectors[sector]}
            </span>
          </Link>
        ))}
      </div>
      <Link
        href="/capture/response/"
        className="press strong mt-2 flex min-h-[52px] items-center gap-3 rounded-md edge bg-surface px-3 text-[0.9375rem]"
      >
        <Icon name="response" />
        <span className="flex-1">{words.capture.response}</span>
        <span className="detail font-normal max-[359px]:hidden">{words.capture.responseHint}</span>
        <Icon name="forward" size="sm" />
      </Link>
    </>
  );
}
