'use client';
import { SECTORS } from '@fieldsync/protocol';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { AppBar } from '../components/app-bar.tsx';
import { Icon } from '../components/icon.tsx';
import { sectorIcon } from '../screens/capture-home/sector-tiles.tsx';
import { useWords } from '../words/words.tsx';
import type { FormType } from '@fieldsync/protocol/forms';

/** What the record is about, where the address does not say. */
export function SectorChoice({ type }: { type: FormType }) {
  const words = useWords();
  const params = useSearchParams();
  const addressFor = (sector: string): string => {
    const next = new URLSearchParams(params);
    next.set('sector', sector);
    return `?${next.toString()}`;
  };
  return (
    <>
      <AppBar
        title={words.recordForm.chooseSector[type]}
        subtitle={words.recordForm.chooseSectorDetail}
        backHref="/"
      />
      <main id="content" className="gutter mx-auto grid w-full max-w-[600px] grid-cols-3 gap-2 pt-3">
        {SECTORS.map((sector) => (
          <Link
            key={sector}
            href={addressFor(sector)}
            className="press strong flex min-h-[84px] flex-col items-start justify-between gap-2 rounded-md edge bg-surface p-3 text-[0.9375rem] leading-5 max-[340px]:p-2.5 max-[340px]:text-sm"
          >
            <Icon name={sectorIcon(sector)} />
            {words.domain.sectors[sector]}
          </Link>
        ))}
      </main>
    </>
  );
}
