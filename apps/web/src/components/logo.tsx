/** The square of a record, and the arrow that it becomes. */
export function Logo({ className = 'size-[26px]' }: { className?: string }) {
  return (
    <svg viewBox="0 0 26 26" aria-hidden className={className}>
      <rect width="26" height="26" rx="7" fill="var(--fs-ink)" />
      <rect x="6" y="10" width="6" height="10" rx="1.8" fill="var(--fs-on-ink)" />
      <path d="M17.5 5.5 22 10.5h-2.8V20h-3.4v-9.5H13z" fill="var(--fs-on-ink)" />
    </svg>
  );
}
