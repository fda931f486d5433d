import type { ReactNode } from 'react';

/** Actions that end a task, above the thumb. It takes the place of the bottom bar. */
export function ActionFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="sticky bottom-0 z-10 mt-auto edge-t bg-surface pt-3 pb-[calc(14px+env(safe-area-inset-bottom))]">
      <div className="gutter mx-auto max-w-[600px]">{children}</div>
    </footer>
  );
}
