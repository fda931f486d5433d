import type { ReactNode } from 'react';

/** The head of a laptop page: what page it is, and the sentence that answers it. */
export function PageHead({
  title,
  sentence,
  children,
}: {
  title: string;
  sentence: string;
  children?: ReactNode;
}) {
  return (
    <header className="flex items-start justify-between gap-6 px-8 pt-[22px] pb-3.5">
      <div className="min-w-0">
        <h1 className="text-sm leading-[1.4] font-semibold text-ink-2">{title}</h1>
        <p className="say mt-0.5">{sentence}</p>
      </div>
      <div className="flex flex-none items-center gap-2">{children}</div>
    </header>
  );
}
