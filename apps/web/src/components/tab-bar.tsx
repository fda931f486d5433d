'use client';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab<Key extends string> {
  key: Key;
  label: string;
  content: ReactNode;
}

/** Tabs with their panels. Arrow keys move between them; the one that is chosen is underlined and heavier. */
export function TabBar<Key extends string>({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string;
  tabs: readonly Tab<Key>[];
  chosen: Key;
  onChoose: (key: Key) => void;
}) {
  return (
    <Tabs.Root
      value={chosen}
      onValueChange={(key) => onChoose(key as Key)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Tabs.List aria-label={label} className="gutter flex flex-wrap gap-x-3.5 edge-b lg:gap-x-5">
        {tabs.map(({ key, label: text }) => (
          <Tabs.Trigger
            key={key}
            value={key}
            className="press min-h-12 border-b-[3px] border-transparent text-sm font-medium text-ink-2 lg:text-[0.9375rem] data-[state=active]:border-ink data-[state=active]:font-bold data-[state=active]:text-ink"
          >
            {text}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(({ key, content }) => (
        <Tabs.Content key={key} value={key} className="flex min-h-0 flex-1 flex-col outline-offset-[-3px]">
          {content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
