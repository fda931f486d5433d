import type { ReactNode } from 'react';

/** A 1 px line and a whisper of shadow. Only what floats has a real shadow. */
export function Card({
  label,
  className = '',
  children,
}: {
  label?: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section aria-label={label} className={`card ${className}`}>
      {children}
    </section>
  );
}
