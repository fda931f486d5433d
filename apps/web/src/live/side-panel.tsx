'use client';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type ReactNode } from 'react';
import { IconButton } from '../components/button.tsx';
import { focusRow } from './use-row-keys.ts';

/** Wide enough for the list and the panel beside it, px: the narrower the table, the sooner. */
type Beside = 1_200 | 1_440;

const besideClass: Readonly<Record<Beside, string>> = {
  1_200: 'min-[1200px]:static min-[1200px]:w-[320px] min-[1200px]:flex-none min-[1200px]:shadow-none',
  1_440: 'min-[1440px]:static min-[1440px]:w-[340px] min-[1440px]:flex-none min-[1440px]:shadow-none',
};

/** One part of a panel, under a line. */
export function PanelPart({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="py-2 not-last:edge-b">
      {title === undefined ? null : <h3 className="strong pt-1 pb-0.5 lg:text-[0.9375rem]">{title}</h3>}
      {children}
    </section>
  );
}

/**
 * What was chosen in a list: beside the list on wide screens, over it on narrower ones, in its place on phones. Escape
 * closes it, and however it is closed the focus goes back to the row.
 */
export function SidePanel({
  id,
  label,
  close,
  code,
  title,
  beside,
  onClose,
  children,
}: {
  /** Of the row. */
  id: string;
  label: string;
  close: string;
  /** What it can be told by on the phone or in a log. */
  code: string;
  title: string;
  beside: Beside;
  onClose: () => void;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const onEscape = useEffectEvent(onClose);
  const giveBack = useEffectEvent(() => focusRow(id));
  // Before it is seen: a busy machine runs other effects a while after, and Escape would do nothing until then.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // A sheet over the page closes by itself.
      const inSheet = document.querySelector('dialog[open]') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !inSheet) onEscape();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  // After the list can be reached again.
  useEffect(() => () => giveBack(), []);
  useEffect(() => {
    // Over the list the panel is what a person reads next; beside it the focus stays in the list.
    if (!matchMedia(`(min-width: ${String(beside)}px)`).matches) heading.current?.focus();
  }, [id, beside]);
  return (
    <aside
      aria-label={label}
      className={`fixed inset-0 z-20 overflow-y-auto bg-canvas px-(--fs-gutter) pt-3 pb-[calc(var(--fs-nav)+24px)] md:left-auto md:w-[372px] md:edge-l md:px-5 md:pt-4 md:shadow-float lg:pb-4 ${besideClass[beside]}`}
    >
      <div className="flex items-center justify-between">
        <span className="font-mono text-xs text-ink-3">{code}</span>
        <IconButton icon="close" label={close} onClick={onClose} className="-mr-3" />
      </div>
      <h2
        ref={heading}
        tabIndex={-1}
        className="text-[1.1875rem] leading-[26px] font-bold tracking-[-0.015em] outline-none"
      >
        {title}
      </h2>
      {children}
    </aside>
  );
}
