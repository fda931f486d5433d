'use client';
import { PageBar } from '../../shell/page-bar.tsx';
import { StorageState } from '../../shell/storage-state.tsx';
import { useWords } from '../../words/words.tsx';
import { AboutSection } from './about-section.tsx';
import { AccountSection } from './account-section.tsx';
import { DisplaySection } from './display-section.tsx';
import { OfficeSection } from './office-section.tsx';
import { PerformanceSection } from './performance-section.tsx';
import { PhoneCheckSection } from './phone-check-section.tsx';
import { SharingSection } from './sharing-section.tsx';
import { KeptSection } from './kept-section.tsx';
import { PinSection } from './pin-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { StorageSection } from './storage-section.tsx';

/** Display, account, what may use data, storage, how sending went, whether this phone is well, and what this app keeps. */
export function MoreScreen() {
  const words = useWords();
  return (
    <>
      <PageBar title={words.more.title} />
      <main
        id="content"
        className="gutter mx-auto w-full max-w-[600px] flex-1 pb-8 lg:mx-0 lg:grid lg:max-w-[1040px] lg:grid-cols-2 lg:items-start lg:gap-x-8"
      >
        <div>
          <StorageState />
          <OfficeSection />
          <DisplaySection />
          <AccountSection />
          <PinSection />
          <AboutSection />
        </div>
        <div>
          <SharingSection />
          <PrivacySection />
          <StorageSection />
          <PerformanceSection />
          <PhoneCheckSection />
          <KeptSection />
          <section>
            <h2 className="section-title">{words.more.stored}</h2>
            <ul className="card flex list-none flex-col gap-2 px-4 py-3.5 text-sm leading-[1.4]">
              {words.more.storedLines.map((line) => (
                <li key={line}>{line}</li>
              ))}
              <li className="text-ink-2">{words.more.storedElsewhere}</li>
            </ul>
          </section>
        </div>
      </main>
    </>
  );
}
