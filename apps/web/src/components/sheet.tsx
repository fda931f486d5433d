'use client';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { IconButton } from './button.tsx';

/**
 * A sheet from below on phones, a dialog in the middle on laptops. The native dialog keeps focus inside, closes
 * with Escape and gives focus back. A tap on the scrim closes it; `onClose` is called in every case.
 */
export function Sheet({
  open,
  onClose,
  title,
  detail,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  detail?: string | undefined;
  children: ReactNode;
}) {
  const words = useWords();
  const titleId = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) ref.current?.close();
      }}
      className="sheet m-auto mb-0 w-full max-w-[560px] rounded-t-lg bg-surface p-0 text-ink shadow-sheet backdrop:bg-scrim lg:mb-auto lg:rounded-lg"
    >
      <div className="gutter pt-2 pb-[calc(16px+env(safe-area-inset-bottom))] lg:px-6 lg:pt-5 lg:pb-6">
        <div aria-hidden className="mx-auto mb-2 h-1 w-9 rounded-full bg-line-2 opacity-60 lg:hidden" />
        <div className="flex items-start gap-3">
          <div className="min-w-0 flex-1 pt-1.5">
            <h2 id={titleId} className="text-[1.375rem] leading-[1.27] font-bold tracking-[-0.02em]">
              {title}
            </h2>
            {detail === undefined ? null : <p className="detail pt-1">{detail}</p>}
          </div>
          <IconButton
            icon="close"
            label={words.navigation.close}
            className="-mr-3"
            onClick={() => ref.current?.close()}
          />
        </div>
        {open ? children : null}
      </div>
    </dialog>
  );
}
