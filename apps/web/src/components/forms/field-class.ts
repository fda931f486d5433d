/** The look of one-line fields, text areas, selects and dates. */
export const fieldClass = `w-full min-w-0 min-h-12 rounded-sm edge-2 bg-surface px-3 text-base text-ink placeholder:text-ink-3
  aria-invalid:border-2 aria-invalid:border-state-needs`;
