/** A PIN stands before the records: said by the unlock screen, not by an error. */
export const isStoreLocked = (error: unknown): boolean =>
  error instanceof Error && error.name === 'StoreLockedError';
